import { type Currency, currencyOf, decimalsOf } from '../../platform/money/currency.ts'
import { plainDecimals } from '../../platform/money/money.ts'
import { languageOf } from '../../platform/ui/texts/language.ts'
import { english, speechIn } from '../../platform/ui/texts/speech.ts'
import type { SessionOrder } from '../../stripe/checkout.ts'
import { sold } from '../support/catalogue.ts'
import { textsIn } from '../texts/texts.ts'
import type { OrderRow } from './store.ts'

type Site = Readonly<{ baseUrl: string }>

/**
 * What is not kept in an order's row: the address, whether words wait for its payment, and whether it
 * pays a membership of somebody else, who is known to Stripe by the form's name alone.
 */
export type Beside = Readonly<{ email: string | null; says: boolean; isForOther: boolean }>

/** What Stripe is asked, by the row (and what is beside it), so that a repeat says the same. */
export function sessionOrderOf(
  row: OrderRow,
  { email, says, isForOther }: Beside,
  site: Site,
): SessionOrder {
  const currency = orderCurrency(row)
  const forOther = { kind: 'gift_membership', gift_recipient_ref: row.nonce }
  return {
    // The row's own reference makes a second try after a refusal a new question to Stripe, which
    // keeps a failed answer under its key for a day.
    idempotencyKey: `cs:${row.nonce}:${row.member_ref}`,
    frequency: row.frequency,
    amount: { minor: row.amount_minor, currency },
    product: row.frequency === 'once' ? sold.gift : sold.membership,
    note: isForOther ? textsOf(row).words('gifts.note') : noteOf(row, currency),
    language: languageOf(row.language ?? ''),
    metadata: {
      ...metadataOf(row),
      ...(says ? { words: '1' } : {}),
      ...(isForOther ? forOther : {}),
    },
    memberRef: row.member_ref,
    email,
    successUrl: `${site.baseUrl}/thank-you?session_id={CHECKOUT_SESSION_ID}`,
    cancelUrl: isForOther ? giftUrl(row, site) : (row.return_to ?? supportUrl(row, currency, site)),
    expiresAt: row.expires_at,
  }
}

/** What the sum on Stripe's page is made of, where it is more than the gift itself. */
function noteOf(row: OrderRow, currency: Currency): string | null {
  const { words, money, list } = textsOf(row)
  const shown = (minor: bigint) => money({ minor, currency })
  const fee = feeOf(row)
  const added = [
    ...(row.extra_minor === 0n
      ? []
      : [words('checkout.part_extra', { sum: shown(row.extra_minor) })]),
    ...(fee === 0n ? [] : [words('checkout.part_fee', { sum: shown(fee) })]),
  ]
  return added.length === 0 ? null : list([shown(row.base_minor), ...added])
}

function textsOf({ language: said }: OrderRow) {
  const language = languageOf(said ?? '')
  return textsIn(language === null ? english : speechIn(language, null))
}

function giftUrl({ currency }: OrderRow, { baseUrl }: Site): string {
  return `${baseUrl}/support/gift?currency=${currency}`
}

function feeOf({ amount_minor, base_minor, extra_minor }: OrderRow): bigint {
  return amount_minor - base_minor - extra_minor
}

function metadataOf(row: OrderRow): Record<string, string> {
  const known = {
    kind: row.frequency === 'once' ? 'gift' : 'membership',
    frequency: row.frequency,
    member_ref: row.member_ref,
    form_nonce: row.nonce,
    base_minor: String(row.base_minor),
    fee_cover_minor: String(feeOf(row)),
  }
  const said = {
    extra_minor: row.extra_minor === 0n ? null : String(row.extra_minor),
    campaign: row.campaign,
    article: row.article,
    tier: row.tier,
    variant: row.variant,
    return_to: row.return_to,
    language: row.language,
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
  if (row.extra_minor !== 0n)
    url.searchParams.set('extra', plainDecimals(row.extra_minor, decimalsOf(currency)))
  if (row.amount_minor !== row.base_minor + row.extra_minor)
    url.searchParams.set('cover_fees', 'on')
  if (row.campaign !== null) url.searchParams.set('campaign', row.campaign)
  if (row.article !== null) url.searchParams.set('article', row.article)
  if (row.tier !== null) url.searchParams.set('tier', row.tier)
  if (row.variant !== null) url.searchParams.set('variant', row.variant)
  return url.href
}

function orderCurrency({ currency }: OrderRow): Currency {
  const known = currencyOf(currency)
  if (known === null) throw new TypeError(`an order was kept in ${currency}`)
  return known
}
