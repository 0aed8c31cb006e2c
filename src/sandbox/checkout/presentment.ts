import { exchanged } from '../money/exchange.ts'
import type { CheckoutSession } from '../objects/session.ts'

const EURO = 'AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' ')

/** What people pay in at home, where the table of rates knows it. */
const currencies: Record<string, string> = {
  ...Object.fromEntries(EURO.map((country) => [country, 'eur'])),
  ...{ AU: 'aud', BG: 'bgn', CA: 'cad', CH: 'chf', CZ: 'czk', DK: 'dkk', GB: 'gbp', HU: 'huf' },
  ...{ IS: 'isk', JP: 'jpy', KW: 'kwd', LI: 'chf', NO: 'nok', PL: 'pln', RO: 'ron', SE: 'sek' },
  ...{ UA: 'uah', US: 'usd' },
}

/**
 * Adaptive pricing: what the payer sees in the money of their country. The session, the charge and
 * the books stay in ours.
 */
export function presented(
  { adaptive_pricing, amount_total, currency }: CheckoutSession,
  country: string | null,
): Pick<CheckoutSession, 'presentment_details'> {
  const theirs = currencies[country ?? '']
  if (!adaptive_pricing?.enabled || !amount_total || currency === null) return {}
  if (theirs === undefined || theirs === currency) return {}
  const presentment_amount = exchanged(amount_total, currency, theirs)
  return { presentment_details: { presentment_amount, presentment_currency: theirs } }
}
