import Stripe from 'stripe'

/** How old a stamp may be. A future one passes, as in Stripe's own library. */
const tolerance_s = 300

export type SignatureVerdict = 'valid' | 'stale' | 'invalid'

/**
 * Whether one of our secrets signed this very text. Machine time decides about age: Stripe's stamp
 * knows nothing of a sandbox's clock.
 */
export async function verifySignature(
  payload: string,
  header: string,
  { secrets, now }: { secrets: readonly string[]; now: Date },
): Promise<SignatureVerdict> {
  let verdict: SignatureVerdict = 'invalid'
  if (!isWellFormed(header)) return verdict
  for (const secret of secrets) {
    const next = await verdictOf(payload, header, secret, now)
    if (next === 'valid') return next
    if (next === 'stale') verdict = next
  }
  return verdict
}

/**
 * Stripe's library reads another stamp as NaN, which is never too old, and throws a bare error for a
 * `v1` that is empty or no ASCII.
 */
function isWellFormed(header: string): boolean {
  const parts = header.split(',')
  const named = (name: string) => parts.filter((part) => part.split('=', 1)[0] === name)
  const stamps = named('t')
  return (
    stamps.length > 0 &&
    stamps.every((stamp) => /^t=\d+$/.test(stamp)) &&
    named('v1').every((signature) => /^v1=[0-9a-f]{64}$/.test(signature))
  )
}

async function verdictOf(
  payload: string,
  header: string,
  secret: string,
  now: Date,
): Promise<SignatureVerdict> {
  const { signature } = Stripe.webhooks
  if (signature === null) throw new TypeError('this build of the Stripe SDK verifies no signatures')
  try {
    // the header alone, so that the body is parsed once, by us
    await signature.verifyHeaderAsync(
      payload,
      header,
      secret,
      tolerance_s,
      undefined,
      now.getTime(),
    )
    return 'valid'
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error
    return error.message.startsWith('Timestamp outside') ? 'stale' : 'invalid'
  }
}
