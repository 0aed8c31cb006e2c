import { invalidRequest, type StripeError } from '../wire/error.ts'
import type { Schema } from './schema.ts'

type Scalar = string | number | boolean

/**
 * A text of the form as the first of the alternatives that it fits: a number, a boolean, one of
 * a list of words, or text. `''` clears a value and fits where one of them may be null.
 * @throws StripeError 400 in Stripe's words.
 */
export function fittedScalar(alternatives: Schema[], value: unknown, param: string): Scalar {
  const text = String(value)
  const types = new Set(alternatives.flatMap(({ type }) => type ?? []))
  if (text === '' && types.has('null')) return text
  for (const alternative of alternatives) {
    const fitting = asScalar(alternative, text)
    if (fitting !== undefined) return fitting
  }
  throw refusal(alternatives, types, text, param)
}

function asScalar(alternative: Schema, text: string): Scalar | undefined {
  const words = wordsOf(alternative)
  if (words.length > 0) return words.includes(text) ? text : undefined
  const types = [alternative.type ?? []].flat()
  if (types.includes('string') && text !== '') return text
  if (types.includes('integer') && /^-?\d{1,15}$/.test(text)) return Number(text)
  if (types.includes('number') && /^-?\d{1,15}(\.\d+)?$/.test(text)) return Number(text)
  if (types.includes('boolean') && /^(true|false)$/.test(text)) return text === 'true'
  return undefined
}

/** The closed list of an enum or a constant; empty when any text goes. */
function wordsOf({ enum: words, const: word }: Schema): string[] {
  return [...(words ?? []), word].filter((item) => typeof item === 'string')
}

function refusal(
  alternatives: Schema[],
  types: Set<string>,
  text: string,
  param: string,
): StripeError {
  const words = alternatives.flatMap(wordsOf).filter((word) => word !== '')
  if (text === '') return emptyRefusal(param)
  if (types.has('integer')) {
    return invalidRequest(`Invalid integer: ${text}`, { code: 'parameter_invalid_integer', param })
  }
  if (types.has('number')) return invalidRequest(`Invalid decimal: ${text}`, { param })
  if (types.has('boolean')) return invalidRequest(`Invalid boolean: ${text}`, { param })
  const name = param.split(/[[\]]+/).findLast((part) => part !== '')
  return invalidRequest(`Invalid ${name}: must be one of ${listed(words)}`, { param })
}

function emptyRefusal(param: string): StripeError {
  const message =
    `You passed an empty string for '${param}'. We assume empty values are an attempt to unset ` +
    `a parameter; however '${param}' cannot be unset. You should remove '${param}' from your ` +
    'request or supply a non-empty value.'
  return invalidRequest(message, { code: 'parameter_invalid_empty', param })
}

function listed(words: string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(words)
}
