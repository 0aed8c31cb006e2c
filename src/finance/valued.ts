import { type RawBuilder, sql } from 'kysely'
import {
  type EntryFilter,
  type EntryScope,
  entriesBehind,
  foreign,
  writtenBefore,
} from '../ledger/entries.ts'
import { type Factors, factorsFor } from '../ledger/rates/factors.ts'
import type { Reader } from '../platform/database/connection.ts'
import type { Day } from '../platform/day.ts'
import type { Currency } from '../platform/money/currency.ts'
import { quotient } from './quotient.ts'
import { givesBack, taxIn, type Visible, type Worth } from './tax/row.ts'
import { declaredTaxes, type Taxes } from './tax/rules.ts'

/** In which currency, what turns every other currency's rows into it, and how payments are taxed. */
export type Valuation = Readonly<{ currency: Currency; taxes: Taxes }> & Factors

/** The valuation of every entry of [from, to). Free when all of them are in `currency` already. */
export async function valuationOf(
  reader: Reader,
  { from, to, ids }: Pick<EntryFilter & EntryScope, 'from' | 'to' | 'ids'>,
  currency: Currency,
): Promise<Valuation> {
  const taxes = await declaredTaxes(reader)
  const others = await reader
    .selectFrom('entry')
    .where(foreign(currency))
    .where(({ eb, and }) =>
      and([
        ...(from ? [eb('entry.day', '>=', from)] : []),
        ...(to ? [eb('entry.day', '<', to)] : []),
        ...(ids ? [sql<boolean>`entry.id = any(${ids})`] : []),
      ]),
    )
    .select(({ ref }) => [
      'entry.currency',
      sql<Day[]>`array[${ref('entry.day')}, ${rateDay}, ${taxDay(taxes)}]::text[]`.as('days'),
    ])
    .distinct()
    .execute()
  const asked = others.flatMap((row) => row.days.map((day) => ({ currency: row.currency, day })))
  return { currency, taxes, ...(await factorsFor(reader, asked, currency)) }
}

/** The valuation of entries of which those in its currency alone count: no rate is looked for. */
export function withoutRates(own: Pick<Valuation, 'currency' | 'taxes'>): Valuation {
  return { ...own, known: [], missing: [] }
}

/**
 * The entries behind a figure with their worth in the valuation's currency: `amount`, the `tax` in
 * it, `fee` and `fx`, each row rounded once, half away from zero; null where there is no rate. A refund is taken
 * at its charge's rate, and `fx` is what it differs from its own day's (a gain is positive), so that
 * net after fees + fx is the sum at every row's own day. The reversal of an income undoes a booking
 * and is taken at that booking's rate.
 */
export function valuedEntries(
  reader: Reader,
  filter: EntryFilter & EntryScope,
  valuation: Valuation,
) {
  const { currency, taxes } = valuation
  const worthOn: Worth = (row, day) => worth(row, 'amount_minor', day, currency)
  const isOwn = filter.currency === currency
  return entriesBehind(reader, filter)
    .innerJoin(factorsByDay(valuation).as('factor'), (join) => join.onTrue())
    .innerJoin(isOwn ? ownDays : ratedDays(currency), (join) => join.onTrue())
    .select(['entry.id', 'entry.day', 'entry.kind', 'entry.source', 'entry.currency'])
    .select(['label.class', 'label.member_id', 'label.campaign', 'label.article', 'label.country'])
    .select(sql<bigint | null>`${taxIn(taxes, worthOn, seen(filter))}`.as('tax'))
    .select(
      isOwn
        ? asTheyAre
        : [
            worth('entry', 'amount_minor', ratedOn, currency).as('amount'),
            worth('entry', 'fee_minor', ratedOn, currency).as('fee'),
            fx(currency).as('fx'),
          ],
    )
}

/**
 * The day at whose rate a row is taken, worked out once a row (`offset 0`): written out wherever it is
 * used, a statement took 20 ms to plan.
 */
function ratedDays(currency: Currency) {
  const day = sql`case when entry.currency = ${currency} then entry.day else ${rateDay} end`
  return sql<{ rate_day: Day }>`lateral (select ${day} as rate_day offset 0)`.as<'rated'>(
    sql`rated`,
  )
}

const ownDays = sql<{ rate_day: Day }>`lateral (select entry.day as rate_day)`.as<'rated'>(
  sql`rated`,
)
const ratedOn = sql.ref<Day>('rated.rate_day')

/** Rows of the currency alone need no rate, nor the looking for one. */
const asTheyAre = [
  sql<bigint | null>`entry.amount_minor`.as('amount'),
  sql<bigint | null>`entry.fee_minor`.as('fee'),
  sql<bigint | null>`0::bigint`.as('fx'),
] as const

/** Rows beside an entry count as far as the entry's own are looked at. */
function seen({ before }: EntryScope): Visible {
  return (table) => (before ? writtenBefore(table, before) : sql`true`)
}

const isRefund = sql`entry.kind in ('refund', 'refund_failure')`

const paidDay = sql<Day>`coalesce((
    select min(paid.day) from entry paid
    where paid.charge = entry.charge and paid.kind = 'payment'), entry.day)`

/** Whose day's rate counts for a row: its charge's for a refund, the undone booking's for a reversal. */
const rateDay = sql<Day>`case
  when ${isRefund} then ${paidDay}
  when entry.kind = 'income' then coalesce((
    select undone.day from income
    join entry undone on undone.id = income.reverses
    where income.entry_id = entry.id), entry.day)
  else entry.day
end`

/** The day at whose rate tax is given back, where there is any tax: its payment's (finance/tax/row.ts). */
function taxDay({ rules }: Taxes) {
  if (rules.length === 0) return sql<Day>`entry.day`
  return sql<Day>`case when entry.kind in ${givesBack} then ${paidDay} else entry.day end`
}

/**
 * The factors as one document, found by currency and day. Looked up in the rows that need them
 * instead of joined: with a join, an empty list made the planner hash a million rows (1.7 s for 0.7).
 */
function factorsByDay({ known }: Factors) {
  const byDay = known.map(({ currency, day, numerator, denominator }) => [
    `${currency} ${day}`,
    { n: String(numerator), d: String(denominator) },
  ])
  const document = JSON.stringify(Object.fromEntries(byDay))
  return sql<{ by_day: string }>`(select ${document}::jsonb as by_day)`
}

type Minor = 'amount_minor' | 'fee_minor'

function worth(row: 'entry' | 'paid', column: Minor, day: RawBuilder<Day>, currency: Currency) {
  const minor = sql.ref(`${row}.${column}`)
  const own = sql.ref(`${row}.currency`)
  const part = (name: 'n' | 'd') =>
    sql`(factor.by_day #>> array[${own} || ' ' || ${day}, ${sql.lit(name)}])::numeric`
  return sql<bigint | null>`case when ${own} = ${currency} then ${minor}
    else ${quotient(sql`${minor} * ${part('n')}`, part('d'))} end`
}

function fx(currency: Currency) {
  const own = sql<Day>`entry.day`
  const net = (day: RawBuilder<Day>) =>
    sql`((${worth('entry', 'amount_minor', day, currency)})
      - (${worth('entry', 'fee_minor', day, currency)}))`
  return sql<bigint | null>`case when entry.currency = ${currency} or not (${isRefund}) then 0
    else ${net(own)} - ${net(ratedOn)} end`
}
