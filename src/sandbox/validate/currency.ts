import { decimalsOf, stepOf } from '../money/units.ts'
import { invalidRequest } from '../wire/error.ts'

/** What Stripe charges in, two decimals unless a list below says otherwise. */
const supported = new Set(
  `usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn
  bzd cad cdf chf clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf
  gtq gyd hkd hnl htg huf idr ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr
  lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen
  pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std szl thb tjs tnd
  top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xcg xof xpf yer zar zmw`.split(/\s+/),
)

/** Stripe's own minimum charges, minor units. Other currencies are judged when converted. */
const minimums: Record<string, number> = {
  ...{ usd: 50, aed: 200, aud: 50, bgn: 100, brl: 50, cad: 50, chf: 50, czk: 1500, dkk: 250 },
  ...{ eur: 50, gbp: 30, hkd: 400, huf: 17_500, inr: 50, jpy: 50, mxn: 1000, myr: 200, nok: 300 },
  ...{ nzd: 50, pln: 200, ron: 200, sek: 300, sgd: 50, thb: 1000 },
}
/** Eight digits in general; these may have more. */
const digits: Record<string, number> = { cop: 10, huf: 10, idr: 12, inr: 9, jpy: 10, lbp: 12 }

/** The least that can be charged, minor units. */
export function leastCharge(currency: string): number {
  return minimums[currency] ?? 1
}

export type Amount = Readonly<{ amount: number; currency: string }>

/** @throws StripeError 400 for a currency that Stripe does not charge in. */
export function checkCurrency(currency: string, param: string): void {
  if (supported.has(currency.toLowerCase())) return
  const list = [...supported].join(', ')
  throw invalidRequest(`Invalid currency: ${currency}. Stripe supports these currencies: ${list}`, {
    param,
  })
}

/**
 * What may stand as a price: minor units, not negative, not over the currency's digits, and
 * ending as the currency demands. Zero passes: a price may be free, a charge may not.
 * @throws StripeError 400
 */
export function checkUnitAmount({ amount, currency }: Amount, param: string): void {
  if (amount < 0) {
    throw invalidRequest('This value must be greater than or equal to 0.', {
      code: 'parameter_invalid_integer',
      param,
    })
  }
  const most = 10 ** (digits[currency] ?? 8) - 1
  if (amount > most) throw tooLarge({ amount: most, currency }, param)
  const step = stepOf(currency)
  if (amount % step !== 0) {
    const message = `Invalid amount: in ${currency} it must be divisible by ${step}.`
    throw invalidRequest(message, { code: 'parameter_invalid_integer', param })
  }
}

/**
 * What may be charged at once. Stripe judges the minimum in the currency that the account settles
 * in, so `settled` (the same sum converted) decides where it is given.
 * @throws StripeError 400 `amount_too_small`, `amount_too_large`
 */
export function checkCharge(charged: Amount, param: string, settled: Amount = charged): void {
  checkUnitAmount(charged, param)
  for (const { amount, currency } of [charged, settled]) {
    const least = leastCharge(currency)
    if (amount >= least) continue
    const message = `Amount must convert to at least ${shown({ amount: least, currency })}.`
    throw invalidRequest(message, { code: 'amount_too_small', param })
  }
}

/** An amount for a person's eyes, `€10.00`. */
export function shown({ amount, currency }: Amount): string {
  const format = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  })
  return format.format(amount / 10 ** decimalsOf(currency))
}

function tooLarge(most: Amount, param: string) {
  const message = `Amount must be no more than ${shown(most)}.`
  return invalidRequest(message, { code: 'amount_too_large', param })
}
