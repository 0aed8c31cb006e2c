import type { Iban } from '../objects/payment-method.ts'
import { invalidRequest } from '../wire/error.ts'

type Traits = Partial<Pick<Iban, 'settles' | 'follows'>>

/** Stripe's test numbers that do not simply settle; the last one is the sandbox's own. */
const numbers: Record<string, Traits> = {
  DE62370400440532013001: { settles: false },
  AT861904300235473202: { settles: false },
  FR8420041010050500013M02607: { settles: false },
  DE35370400440532013002: { follows: 'dispute' },
  AT591904300235473203: { follows: 'dispute' },
  FR7920041010050500013M02600: { follows: 'dispute' },
  DE35370400440532013099: { follows: 'return' },
}

/** The account behind an IBAN as it was typed. @throws StripeError 400 for one that is none */
export function ibanOf(typed: string): Iban {
  const iban = typed.replace(/\s/g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban) || remainder(iban) !== 1n) {
    throw invalidRequest('The IBAN you entered is invalid.', {
      code: 'invalid_iban',
      param: 'iban',
    })
  }
  return { type: 'sepa_debit', iban, country: iban.slice(0, 2), settles: true, ...numbers[iban] }
}

/** ISO 13616: the check that is 1 for every real number. */
function remainder(iban: string): bigint {
  const turned = iban.slice(4) + iban.slice(0, 4)
  const digits = [...turned].map((letter) => Number.parseInt(letter, 36)).join('')
  return BigInt(digits) % 97n
}
