import { sql } from 'kysely'
import { changesOfMembers, type SubscriptionChange } from '../../members/subscription-changes.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { EntryKind, EntrySource } from '../../platform/database/ledger-tables.ts'
import type { Day } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { declaredTaxes, type Taxes } from '../tax/rules.ts'
import { type Valuation, valuationOf, valuedEntries, withoutRates } from '../valued.ts'
import type { LineMaker } from './line.ts'

/**
 * A row of the ledger that names the person. `amount`, the `tax` in it and `fee` are minor units of the
 * asked currency as figures take them (finance/valued.ts), null where a rate is missing; `currency` is
 * the row's own.
 */
export type MoneyFact = Readonly<{
  id: string
  occurred_at: Date
  day: Day
  kind: EntryKind
  source: EntrySource
  class: string | null
  campaign: string | null
  article: string | null
  subscription: string | null
  currency: string
  amount: bigint | null
  tax: bigint | null
  fee: bigint | null
  charge: string | null
  /** The income that this one reverses. */
  undoes: string | null
  /** Units of `currency` for one of the currency charged, as Stripe took it; null for the same one. */
  exchange_rate: string | null
}>

/**
 * Everything that is known of one person and counts in a figure, each list oldest first; amounts of
 * money are in `currency`. `taxes` are what finance has declared, the same for all.
 */
export type PersonFacts = Readonly<{
  person: string
  currency: Currency
  taxes: Taxes
  money: readonly MoneyFact[]
  changes: readonly SubscriptionChange[]
}>

/** How many persons are read at once, so that memory stays the same. */
export const personsAtOnce = 250
/** How many make one step of a walk through everybody. */
export const personsAStep = 2000

/** Each person of the books once, by id, page by page. */
export async function* everyPerson(
  reader: Reader,
  currency: Currency,
): AsyncGenerator<readonly PersonFacts[]> {
  for (let after = ''; ; ) {
    const ids = await nextPersons(reader, after, personsAStep)
    const last = ids.at(-1)
    if (last === undefined) return
    yield* factsInPages(reader, ids, currency)
    after = last
  }
}

/** The facts of these persons, page by page; the next is read while one is worked on. */
export async function* factsInPages(
  reader: Reader,
  persons: readonly string[],
  currency: Currency,
): AsyncGenerator<readonly PersonFacts[]> {
  const page = (first: number) => {
    const ids = persons.slice(first, first + personsAtOnce)
    const facts = ids.length === 0 ? null : factsOf(reader, ids, currency)
    facts?.catch(() => {}) // told where it is waited for, which is not reached when the work fails
    return facts
  }
  let next = page(0)
  for (let first = 0; next !== null; ) {
    const facts = await next
    first += personsAtOnce
    next = page(first)
    yield facts
  }
}

/** The ids of the persons that follow one, by id, at most so many; none after the last. */
export async function nextPersons(reader: Reader, after: string, most: number): Promise<string[]> {
  const known = sql<{ person: string }>`(
    (select distinct member_id as person from entry_label where member_id > ${after}
      order by 1 limit ${most})
    union
    (select distinct member_id from subscription where member_id > ${after}
      order by 1 limit ${most}))`
  const rows = await reader
    .selectFrom(known.as('known'))
    .select('person')
    .orderBy('person')
    .limit(most)
    .execute()
  return rows.map(({ person }) => person)
}

/** The facts of these persons, in the order asked; without money where only changes are read. */
export async function factsOf(
  reader: Reader,
  ids: readonly string[],
  currency: Currency,
  reads?: LineMaker['reads'],
): Promise<PersonFacts[]> {
  const naming = reads === 'changes' ? [] : await entriesNaming(reader, ids)
  const entries = naming.map(({ id }) => id)
  const valuation = naming.every((entry) => entry.currency === currency)
    ? withoutRates({ currency, taxes: await declaredTaxes(reader) })
    : await valuationOf(reader, { ids: entries }, currency)
  const [money, changes] = await Promise.all([
    moneyOfPersons(reader, ids, { entries, valuation }),
    changesOfMembers(reader, ids),
  ])
  const moneyOf = Map.groupBy(money, ({ member_id }) => member_id)
  const changedBy = Map.groupBy(changes, ({ member_id }) => member_id)
  return ids.map((person) => ({
    person,
    currency,
    taxes: valuation.taxes,
    money: moneyOf.get(person) ?? [],
    changes: changedBy.get(person) ?? [],
  }))
}

type Entries = Readonly<{ entries: readonly string[]; valuation: Valuation }>

/** Where none of the entries is in another currency, none is asked for a rate. */
function moneyOfPersons(reader: Reader, ids: readonly string[], { entries, valuation }: Entries) {
  const { known, missing } = valuation
  const currency = known.length + missing.length === 0 ? valuation.currency : undefined
  return valuedEntries(reader, { ids: entries, currency }, valuation)
    .where('label.member_id', '=', sql<string>`any(${ids})`)
    .select(['entry.occurred_at', 'entry.charge', 'entry.exchange_rate', 'label.subscription'])
    .select(undoes.as('undoes'))
    .orderBy('entry.occurred_at')
    .orderBy('entry.id')
    .execute()
}

/** Those that any label says are theirs; asked for by id, so that few of many million rows are read. */
function entriesNaming(reader: Reader, ids: readonly string[]) {
  return reader
    .selectFrom('entry_label')
    .innerJoin('entry', 'entry.id', 'entry_label.entry_id')
    .where('entry_label.member_id', '=', sql<string>`any(${ids})`)
    .select(['entry.id', 'entry.currency'])
    .distinct()
    .execute()
}

const undoes = sql<string | null>`case when entry.kind = 'income' then (
  select income.reverses from income where income.entry_id = entry.id) end`
