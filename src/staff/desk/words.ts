import type { Basis } from '../../finance/figures.ts'
import type { Role } from '../../platform/auth/principal.ts'
import { mayEnter } from '../access.ts'
import { capitalised, locale } from './figures.tsx'

const classNames: Readonly<Record<string, string>> = {
  membership: 'Memberships',
  gift: 'Gifts',
  reader: 'Readers outside Stripe',
  '(none)': 'Not classified yet',
}

/** The name of a class of income on a page. */
export function className(key: string): string {
  return classNames[key] ?? capitalised(key)
}

/** The name of what a split is by: a class, a country, or a campaign as the newsroom calls it. */
export function keyName(by: string, key: string): string {
  if (key === '(other)') return 'Others, of few persons each'
  if (by === 'class') return className(key)
  if (key === '(none)') return `No ${by}`
  return by === 'country' ? (countries.of(key) ?? key) : key
}

const countries = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' })

/** Whether money of this class is readers'; all through Stripe is, also while its class is not known. */
export function isOfReaders(key: string): boolean {
  return ['membership', 'gift', 'reader', '(none)'].includes(key)
}

export const basisWords: Readonly<Record<Basis, string>> = {
  net: 'Net: after tax, refunds and disputes, before fees.',
  gross: 'Gross: before tax, refunds, disputes and fees.',
  after_fees: 'After fees: net less what Stripe and others kept.',
  recognised: 'Recognised: net, with payments for services as they are earned.',
}

/** A figure's name on a page, from its field's: `net_minor` is `Net revenue`. */
export function figureWords(name = 'net_minor'): string {
  return figures[name] ?? capitalised(name.replace(/_minor$/, ''))
}

const figures: Readonly<Record<string, string>> = {
  gross_minor: 'Gross',
  net_minor: 'Net revenue',
  net_after_fees_minor: 'Net after fees',
  reader_minor: 'From readers',
  reader_stripe_minor: 'From readers through Stripe',
  reader_other_minor: 'From readers outside Stripe',
  total_minor: 'All income',
  fx_minor: 'Currency difference',
  inn_individual_minor: 'INN: individual giving',
  inn_major_minor: 'INN: major gifts',
  inn_foundation_minor: 'INN: foundation',
  inn_earned_minor: 'INN: earned',
  inn_other_minor: 'INN: other',
  arr_minor: 'ARR',
  arpu_minor: 'ARPU',
  ltv_minor: 'LTV',
  mrr: 'MRR',
  grr: 'GRR',
  nrr: 'NRR',
  hhi: 'HHI',
  upper_bound: 'At most',
  top_1_pct: 'Top 1 %',
  top_10_pct: 'Top 10 %',
}

/** Why there is no figure, as a person would say it. */
export function reasonInWords(reason: string | null): string {
  return reasons[reason ?? ''] ?? (reason ?? 'not known').replaceAll('_', ' ')
}

const reasons: Readonly<Record<string, string>> = {
  income_missing: 'income is missing',
  rate_unavailable: 'an exchange rate is missing',
  total_not_positive: 'no income',
  not_declared: 'not declared yet',
  months_not_whole: 'told of whole months only',
  too_few_persons: 'too few persons to be told',
  nothing_lost: 'nothing was lost',
  not_burning: 'more comes in than goes out',
}

/** The page of rows that programs find at an address; the address of a page is its own. */
export function pageOf(address: string): string {
  return address.replace(/^\/api\/(ledger|reports)\//, '/desk/')
}

/** The same of the rows behind a figure; undefined where there are none, or they are not theirs. */
export function pageBehind(address: string | null | undefined, role: Role): string | undefined {
  if (address === null || address === undefined) return undefined
  const page = pageOf(address)
  return mayEnter(role, page.replace(/\?.*$/, '')) ? page : undefined
}
