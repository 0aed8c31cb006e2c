import type { Iban } from '../objects/payment-method.ts'
import { invalidRequest } from '../wire/error.ts'

/** Stripe's test numbers that fail to settle; any other well-formed one settles. */
const failing = new Set([
  'DE62370400440532013001',
  'AT861904300235473202',
  'FR8420041010050500013M02607',
])

/** The account behind an IBAN as it was typed. @throws StripeError 400 for one that is none */
export function ibanOf(typed: string): Iban {
  const iban = typed.replace(/\s/g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban) || remainder(iban) !== 1n) {
    throw invalidRequest('The IBAN you entered is invalid.', {
      code: 'invalid_iban',
      param: 'iban',
    })
  }
  return { type: 'sepa_debit', iban, country: iban.slice(0, 2), settles: !failing.has(iban) }
}

/** ISO 13616: the check that is 1 for every real number. */
function remainder(iban: string): bigint {
  const turned = iban.slice(4) + iban.slice(0, 4)
  const digits = [...turned].map((letter) => Number.parseInt(letter, 36)).join('')
  return BigInt(digits) % 97n
}
