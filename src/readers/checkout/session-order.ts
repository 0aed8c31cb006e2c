import { type Currency, currencyOf, decimalsOf } from '../../platform/money/currency.ts'
import { formatMoney } from '../../platform/money/format.ts'
import { plainDecimals } from '../../platform/money/money.ts'
import type { SessionOrder } from '../../stripe/checkout.ts'
import { sold } from '../support/catalogue.ts'
import type { OrderRow } from './store.ts'

type Site = Readonly<{ baseUrl: string }>

/** What Stripe is asked, by the row alone (and the address given), so that a repeat says the same. */
export function sessionOrderOf(row: OrderRow, email: string | null, site: Site): SessionOrder {
  const currency = orderCurrency(row)
  return {
    // The row's own reference makes a second try after a refusal a new question to Stripe, which
    // keeps a failed answer under its key for a day.
    idempotencyKey: `cs:${row.nonce}:${row.member_ref}`,
    frequency: row.frequency,
    amount: { minor: row.amount_minor, currency },
    product: row.frequency === 'once' ? sold.gift : sold.membership,
    note: feeNote(row, currency),
    metadata: metadataOf(row),
    memberRef: row.member_ref,
    email,
    successUrl: `${site.baseUrl}/thank-you?session_id={CHECKOUT_SESSION_ID}`,
    cancelUrl: row.return_to ?? supportUrl(row, currency, site),
    expiresAt: row.expires_at,
  }
}

function feeNote({ amount_minor, base_minor }: OrderRow, currency: Currency): string | null {
  if (amount_minor === base_minor) return null
  const [gift, fee] = [base_minor, amount_minor - base_minor].map((minor) =>
    formatMoney({ minor, currency }, 'en'),
  )
  return `${gift} and ${fee} for the card fee`
}

function metadataOf(row: OrderRow): Record<string, string> {
  const known = {
    kind: row.frequency === 'once' ? 'gift' : 'membership',
    frequency: row.frequency,
    member_ref: row.member_ref,
    form_nonce: row.nonce,
    base_minor: String(row.base_minor),
    fee_cover_minor: String(row.amount_minor - row.base_minor),
  }
  const said = {
    campaign: row.campaign,
    article: row.article,
    tier: row.tier,
    return_to: row.return_to,
  }
  return {
    ...known,
    ...Object.fromEntries(
      Object.entries(said).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
    ),
  }
}

/** Stripe's Back leads to the form as it was filled in. */
function supportUrl(row: OrderRow, currency: Currency, { baseUrl }: Site): string {
  const url = new URL('/support', baseUrl)
  url.searchParams.set('frequency', row.frequency)
  url.searchParams.set('amount', plainDecimals(row.base_minor, decimalsOf(currency)))
  url.searchParams.set('currency', row.currency)
  if (row.campaign !== null) url.searchParams.set('campaign', row.campaign)
  if (row.article !== null) url.searchParams.set('article', row.article)
  if (row.tier !== null) url.searchParams.set('tier', row.tier)
  return url.href
}

function orderCurrency({ currency }: OrderRow): Currency {
  const known = currencyOf(currency)
  if (known === null) throw new TypeError(`an order was kept in ${currency}`)
  return known
}
