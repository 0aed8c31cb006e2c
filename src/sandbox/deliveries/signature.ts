import { createHmac } from 'node:crypto'

/** The `Stripe-Signature` of a body, one v1 a secret; `at` in seconds of the machine's clock. */
export function signatureOf(body: string, secrets: readonly string[], at: number): string {
  const macs = secrets.map((secret) =>
    createHmac('sha256', secret).update(`${at}.${body}`).digest('hex'),
  )
  return [`t=${at}`, ...macs.map((mac) => `v1=${mac}`)].join(',')
}
