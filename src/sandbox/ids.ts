import { createHash } from 'node:crypto'

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Text of `length` letters and digits that looks random and follows from `source` alone. */
export function scrambled(source: string, length: number): string {
  const bytes = createHash('sha512').update(source).digest()
  return Array.from(bytes.subarray(0, length), (byte) => letters[byte % letters.length]).join('')
}

/** A number from 0 to below 1 that follows from `source` alone. */
export function chance(source: string): number {
  return createHash('sha256').update(source).digest().readUInt32BE(0) / 2 ** 32
}

/** Ids as Stripe's look: the prefix, then letters that name the account's n-th thing. */
export function stripeIds(seed: number, account: string) {
  return (prefix: string, seq: number) => {
    const length = prefix.startsWith('cs_') ? 56 : 24
    return `${prefix}_${scrambled(`${seed}/${account}/${seq}`, length)}`
  }
}
