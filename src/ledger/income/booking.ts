import type { Transaction } from 'kysely'
import type { Config } from '../../config.ts'
import { recordActs } from '../../platform/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { startOfDay } from '../../platform/day.ts'
import type { Ids } from '../../platform/ids.ts'
import { bookEntries } from '../entry.ts'
import { claimDocuments, type Holder, keyOf, moveDocument } from './document.ts'
import type { NewIncome } from './new-income.ts'
import { type Refusal, refusals } from './refusal.ts'
import { undo } from './reversal.ts'

export type IncomeDeps = Readonly<{
  config: Pick<Config, 'reportingCurrency' | 'reportingTimezone'>
  clock: Clock
  ids: Ids
}>

export type Booked =
  | Readonly<{ kind: 'booked'; id: string; replaced: string | null }>
  | Readonly<{ kind: 'document_taken'; by: string }>
  | Refusal

/** Who enters income: `source` is how. */
export type EnteredBy = Readonly<{ who: string; source: 'manual' | 'import' }>

/** Books one income entered by hand, all of it or nothing. */
export async function enterIncome(
  deps: IncomeDeps & Readonly<{ db: Database }>,
  income: NewIncome,
  who: string,
): Promise<Booked> {
  const by = { who, source: 'manual' } as const
  const [outcome] = await deps.db
    .transaction()
    .execute((trx) => bookIncomes(trx, deps, [income], by))
  if (!outcome) throw new RangeError('an income was neither booked nor refused')
  return outcome
}

/**
 * Books incomes: for each an entry, its class beside it, and who paid apart from both; outcomes in the
 * order given. A figure takes the place of the estimate with its document and class, which is reversed;
 * any other income with the same document and class is refused and not written.
 */
export async function bookIncomes(
  trx: Transaction<Schema>,
  deps: IncomeDeps,
  incomes: readonly NewIncome[],
  by: EnteredBy,
): Promise<Booked[]> {
  const refused = await refusals(trx, deps, incomes)
  const drafts = incomes.map((income) => ({ income, id: deps.ids.next('ent') }))
  const outcomes = new Map<string, Booked>()
  // Always in the same order, so that two files with the same documents wait instead of deadlocking.
  const open = drafts
    .filter((_, index) => refused[index] === null)
    .sort((a, b) => (keyOf(a.income) < keyOf(b.income) ? -1 : 1))
  for (let start = 0; start < open.length; start += at_once) {
    const some = open.slice(start, start + at_once)
    for (const [id, outcome] of await bookSome(trx, deps, some, by)) outcomes.set(id, outcome)
  }
  return drafts.map(({ id }, index) => {
    const outcome = refused[index] ?? outcomes.get(id)
    if (!outcome) throw new RangeError('an income was neither booked nor refused')
    return outcome
  })
}

/** Far below what one statement takes: a thousand rows of eleven values. */
const at_once = 1000

/** An income with the id of the entry that it becomes. */
export type Draft = Readonly<{ income: NewIncome; id: string }>

/** The free documents first, then in their order those that somebody holds. */
async function bookSome(
  trx: Transaction<Schema>,
  deps: IncomeDeps,
  drafts: readonly Draft[],
  by: EnteredBy,
): Promise<Map<string, Booked>> {
  const { fresh, holders } = await claimDocuments(trx, drafts)
  const free = drafts.filter(({ id }) => fresh.has(id))
  await writeIncomes(trx, deps, free, by)
  const outcomes = new Map<string, Booked>(
    free.map(({ id }) => [id, { kind: 'booked', id, replaced: null }]),
  )
  const held = await holders()
  for (const draft of drafts.filter(({ id }) => !fresh.has(id))) {
    outcomes.set(draft.id, await bookHeld(trx, deps, { draft, by, held }))
  }
  return outcomes
}

type Held = Readonly<{ draft: Draft; by: EnteredBy; held: Map<string, Holder> }>

/** A figure takes the place of its estimate, and nothing else the place of anything. */
async function bookHeld(
  trx: Transaction<Schema>,
  deps: IncomeDeps,
  { draft, by, held }: Held,
): Promise<Booked> {
  const { id, income } = draft
  const holder = held.get(keyOf(income))
  if (!holder) throw new RangeError('a document is neither free nor taken')
  if (!holder.estimated || income.estimated) return { kind: 'document_taken', by: holder.entry_id }
  await moveDocument(trx, draft)
  await undo(trx, deps, holder.entry_id, { who: by.who, reason: `The figure came as ${id}.` })
  await writeIncomes(trx, deps, [draft], by)
  held.set(keyOf(income), { entry_id: id, estimated: false })
  return { kind: 'booked', id, replaced: holder.entry_id }
}

async function writeIncomes(
  trx: Transaction<Schema>,
  deps: IncomeDeps,
  drafts: readonly Draft[],
  by: EnteredBy,
): Promise<void> {
  if (drafts.length === 0) return
  const now = deps.clock.now()
  const rows = drafts.map((draft) => rowsOf(draft, by, now, deps.config.reportingTimezone))
  await bookEntries(
    trx,
    rows.map(({ entry }) => entry),
    now,
  )
  const labels = rows.map(({ label }) => label)
  await trx.insertInto('entry_label').values(labels).execute()
  const facts = rows.map((row) => row.facts)
  await trx.insertInto('income').values(facts).execute()
  const payers = rows.map(({ payer }) => payer)
  await trx.insertInto('income_payer').values(payers).execute()
  const acts = rows.map(({ act }) => act)
  await recordActs(trx, deps, acts)
}

/** What is written of one income, and where. */
function rowsOf({ id, income }: Draft, { who, source }: EnteredBy, now: Date, zone: string) {
  const { date: day, currency, amount_minor, fee_minor = 0n, document, estimated } = income
  const { class: name, channel = null, member_id = null, payer } = income
  const net_minor = amount_minor - fee_minor
  const said = { date: day, class: name, amount_minor: String(amount_minor), currency }
  const occurred_at = startOfDay(day, zone)
  return {
    entry: {
      ...{ id, source, kind: 'income' as const, occurred_at, day },
      ...{ currency, amount_minor, fee_minor, net_minor },
    },
    label: { entry_id: id, version: 1, class: name, member_id, labelled_at: now },
    facts: {
      ...{ entry_id: id, class: name, channel, document, estimated },
      ...{ entered_by: who, entered_at: now },
    },
    payer: { entry_id: id, payer },
    /** Everything but who paid. */
    act: { who, act: 'income.enter', subject: id, after: { ...said, document, estimated, source } },
  }
}
