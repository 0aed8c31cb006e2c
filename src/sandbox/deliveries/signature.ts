import { createHmac } from 'node:crypto'

/** The `Stripe-Signature` of a body, `at` in seconds of the machine's clock. */
export function signatureOf(body: string, secret: string, at: number): string {
  const mac = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
  return `t=${at},v1=${mac}`
}
