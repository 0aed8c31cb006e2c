import { type RawBuilder, sql } from 'kysely'
import { type EntryFilter, entriesBehind } from '../ledger/entries.ts'
import { type Factors, factorsFor } from '../ledger/rates/factors.ts'
import type { Reader } from '../platform/database/connection.ts'
import type { Day } from '../platform/day.ts'
import type { Currency } from '../platform/money/currency.ts'

/** In which currency, and what turns every other currency's rows into it. */
export type Valuation = Readonly<{ currency: Currency }> & Factors

/** The valuation of every entry of [from, to). Free when all of them are in `currency` already. */
export async function valuationOf(
  reader: Reader,
  { from, to }: { from?: Day | undefined; to?: Day | undefined },
  currency: Currency,
): Promise<Valuation> {
  const foreign = await reader
    .selectFrom('entry')
    // Two ranges of an index instead of a scan for «another one», which is mostly none.
    .where(({ eb, or }) =>
      or([eb('entry.currency', '<', currency), eb('entry.currency', '>', currency)]),
    )
    .where(({ eb, and }) =>
      and([
        ...(from ? [eb('entry.day', '>=', from)] : []),
        ...(to ? [eb('entry.day', '<', to)] : []),
      ]),
    )
    .select(({ ref }) => [
      'entry.currency',
      sql<Day[]>`array[${ref('entry.day')}, ${rateDay}]::text[]`.as('days'),
    ])
    .distinct()
    .execute()
  const asked = foreign.flatMap((row) => row.days.map((day) => ({ currency: row.currency, day })))
  const once = new Map(asked.map((pair) => [`${pair.currency} ${pair.day}`, pair]))
  return { currency, ...(await factorsFor(reader, [...once.values()], currency)) }
}

/**
 * The entries behind a figure with their worth in the valuation's currency: `amount`, `fee` and
 * `fx`, each row rounded once, half away from zero; null where there is no rate. A refund is taken
 * at its charge's rate, and `fx` is what it differs from its own day's (a gain is positive), so that
 * net after fees + fx is the sum at every row's own day. The reversal of an income undoes a booking
 * and is taken at that booking's rate.
 */
export function valuedEntries(reader: Reader, filter: EntryFilter, valuation: Valuation) {
  const { currency } = valuation
  return entriesBehind(reader, filter)
    .leftJoin(factorTable(valuation).as('booked'), (join) =>
      join
        .onRef('booked.currency', '=', 'entry.currency')
        .on(sql<boolean>`booked.day = ${rateDayUnless(currency)}`),
    )
    .leftJoin(factorTable(valuation).as('own'), (join) =>
      join
        .onRef('own.currency', '=', 'entry.currency')
        .on(sql<boolean>`own.day = case when ${isRefund} then entry.day end`),
    )
    .select(['entry.id', 'entry.day', 'entry.kind', 'entry.source', 'entry.currency'])
    .select(['label.class', 'label.member_id', 'label.campaign', 'label.article', 'label.country'])
    .select([
      sql<bigint | null>`${worth('amount_minor', 'booked', currency)}`.as('amount'),
      sql<bigint | null>`${worth('fee_minor', 'booked', currency)}`.as('fee'),
      sql<bigint | null>`${fx(currency)}`.as('fx'),
    ])
}

const isRefund = sql`entry.kind in ('refund', 'refund_failure')`

/** Whose day's rate counts for a row: its charge's for a refund, the undone booking's for a reversal. */
const rateDay = sql<Day>`case
  when ${isRefund} then coalesce((
    select min(paid.day) from entry as paid
    where paid.charge = entry.charge and paid.kind = 'payment'), entry.day)
  when entry.kind = 'income' then coalesce((
    select undone.day from income
    join entry as undone on undone.id = income.reverses
    where income.entry_id = entry.id), entry.day)
  else entry.day
end`

function rateDayUnless(currency: Currency): RawBuilder<Day | null> {
  return sql`case when entry.currency <> ${currency} then ${rateDay} end`
}

function factorTable({ known }: Factors) {
  const columns = sql`${known.map((factor) => factor.currency)}::text[],
    ${known.map(({ day }) => day)}::date[],
    ${known.map(({ numerator }) => String(numerator))}::numeric[],
    ${known.map(({ denominator }) => String(denominator))}::numeric[]`
  return sql<{ currency: string; day: Day; numerator: string; denominator: string }>`(
    select * from unnest(${columns}) as factor (currency, day, numerator, denominator))`
}

type Minor = 'amount_minor' | 'fee_minor' | 'net_minor'

/** `div` is the exact whole quotient, so the half is judged on the exact product. */
function worth(column: Minor, factor: 'booked' | 'own', currency: Currency) {
  const minor = sql.ref(`entry.${column}`)
  const [n, d] = [sql.ref(`${factor}.numerator`), sql.ref(`${factor}.denominator`)]
  return sql<bigint | null>`case when entry.currency = ${currency} then ${minor}
    else (sign(${minor}) * div(2 * abs(${minor}) * ${n} + ${d}, 2 * ${d}))::bigint end`
}

function fx(currency: Currency) {
  const net = (factor: 'booked' | 'own') =>
    sql`(${worth('amount_minor', factor, currency)}) - (${worth('fee_minor', factor, currency)})`
  return sql<bigint | null>`case when entry.currency = ${currency} or not (${isRefund}) then 0
    else (${net('own')}) - (${net('booked')}) end`
}
