import {
  addDays,
  addMonths,
  type Day,
  firstDay,
  type Month,
  monthsTouched,
} from '../../platform/day.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { Size, Span } from './story.ts'

/** What finance does at its desk on a day, as the addresses of its API take it. */
export type OfficeAct = Readonly<{ day: Day }> &
  (
    | Readonly<{ kind: 'income'; income: object }>
    | Readonly<{ kind: 'declare'; path: string; terms: object }>
    | Readonly<{ kind: 'close' | 'reopen'; month: Month }>
    | Readonly<{ kind: 'payout' | 'payout_fails' }>
  )

/** The grant that carried the first year ends with this month. */
const grantEndsAfter_months = 13
const spokenFor_days = 5

/** Everything that finance enters, declares and closes, in its order. */
export function officeOf(size: Size, span: Span): OfficeAct[] {
  const months = monthsTouched(span.from, span.to)
  const chance = chanceOf(size.seed + 1)
  const acts = [
    ...declared(size, span, months),
    ...months.flatMap((month, n) => monthlyIncome(chance, size, { month, n, of: months.length })),
    ...payouts(span),
    ...closings(months),
  ]
  return acts
    .filter(({ day }) => day >= span.from && day < span.to)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}

/** A share of the whole for a newsroom of five hundred members; whole euros. */
function scaled({ members }: Size, euros: number): number {
  return Math.max(1, Math.round((euros * members) / 500)) * 100
}

function declared(size: Size, { from, to }: Span, months: readonly Month[]): OfficeAct[] {
  const put = (path: string, terms: object, day = from): OfficeAct => ({
    ...{ day, kind: 'declare', path, terms },
  })
  const always = ['advertising', 'sponsorship', 'syndication']
  const afterGrant = months[grantEndsAfter_months]
  const campaign = (key: string, euros: number) =>
    put(`/api/settings/campaigns/${key}`, { cost_minor: scaled(size, euros) })
  return [
    put('/api/settings/products/membership', { treatment: 'exchange' }),
    put('/api/settings/products/gift', { treatment: 'contribution' }),
    put('/api/settings/tax', { rate: '0.07', regime: 'included', product: 'membership' }),
    put('/api/income/expectations', { classes: [...always, 'foundation'] }),
    ...(afterGrant
      ? [
          put(
            '/api/income/expectations',
            { classes: always, from: afterGrant },
            firstDay(afterGrant),
          ),
        ]
      : []),
    ...[campaign('spring-drive', 700), campaign('river-files', 1900), campaign('year-end', 450)],
    put(
      '/api/settings/cash',
      { cash_minor: scaled(size, 41_000), monthly_costs_minor: scaled(size, 9800) },
      addDays(to, -1),
    ),
  ]
}

type Place = Readonly<{ month: Month; n: number; of: number }>

/** The last month but one still misses its syndication: its share is an upper bound until then. */
function monthlyIncome(chance: Chance, size: Size, { month, n, of }: Place): OfficeAct[] {
  const date = addDays(addMonths(firstDay(month), 1), -3)
  const quarterly = n % 3 === 2
  const euros = (least: number, most: number) => scaled(size, chance.between(least, most))
  const enter = (
    name: string,
    amount_minor: number,
    payer: string,
    more: object = {},
  ): OfficeAct => ({
    kind: 'income',
    day: addDays(date, spokenFor_days),
    income: {
      ...{ date, class: name, amount_minor, currency: 'EUR', payer },
      ...{ document: `${name}-${month}`, ...more },
    },
  })
  const summer = month.endsWith('-07') || month.endsWith('-08')
  const current = n === of - 1
  if (current) return [estimate(month, euros(900, 1300))]
  return [
    enter('advertising', summer ? euros(450, 800) : euros(900, 1700), 'Regional advertisers'),
    enter('sponsorship', quarterly ? euros(900, 1400) : 0, 'Stadtwerke am Fluss'),
    ...(n === of - 2 ? [] : [enter('syndication', euros(180, 420), 'Partner newspapers')]),
    ...(n < grantEndsAfter_months
      ? [enter('foundation', scaled(size, 2400), 'River Foundation')]
      : []),
    ...(quarterly ? [enter('interest', euros(20, 45), 'Bank')] : []),
    ...(n % 6 === 4 ? [enter('events', euros(400, 900), 'Reader evening')] : []),
    ...(n < 3 ? [enter('owner', scaled(size, 800), 'Founders')] : []),
    enter('reader', euros(110, 240), 'Standing orders', { channel: 'bank' }),
    ...(n === 5
      ? [enter('events', scaled(size, 650), 'Lecture tour', { currency: 'USD', document: 'tour' })]
      : []),
  ]
}

function estimate(month: Month, amount_minor: number): OfficeAct {
  const date = firstDay(month)
  return {
    kind: 'income',
    day: addDays(date, spokenFor_days),
    income: {
      ...{ date, class: 'advertising', amount_minor, currency: 'EUR' },
      ...{ payer: 'Regional advertisers', document: `advertising-${month}`, estimated: true },
    },
  }
}

/** One by hand, and one that the bank sends back. */
function payouts({ from }: Span): OfficeAct[] {
  const at = (kind: 'payout' | 'payout_fails', months: number): OfficeAct => ({
    ...{ kind, day: addDays(addMonths(from, months), 9) },
  })
  return [at('payout', 2), at('payout_fails', 3)]
}

/** Each month in the middle of the next; the newest closed one was opened once more. */
function closings(months: readonly Month[]): OfficeAct[] {
  const closed = months.slice(0, -2)
  const at = (kind: 'close' | 'reopen', month: Month, days: number): OfficeAct => ({
    ...{ kind, month, day: addDays(addMonths(firstDay(month), 1), days) },
  })
  const newest = closed.at(-1)
  return [
    ...closed.map((month) => at('close', month, 13)),
    ...(newest ? [at('reopen', newest, 15), at('close', newest, 16)] : []),
  ]
}
