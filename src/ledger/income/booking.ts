import type { Transaction } from 'kysely'
import type { Config } from '../../config.ts'
import { recordAct } from '../../platform/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import { type Database, readerOf } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { monthOf, startOfDay } from '../../platform/day.ts'
import type { Ids } from '../../platform/ids.ts'
import { bookEntries } from '../entry.ts'
import { holdMonths, isClosed } from '../months.ts'
import { factorsFor } from '../rates/factors.ts'
import type { NewIncome } from './new-income.ts'
import { undo } from './reversal.ts'

export type IncomeDeps = Readonly<{
  config: Pick<Config, 'reportingCurrency' | 'reportingTimezone'>
  clock: Clock
  ids: Ids
}>

export type Refusal =
  | Readonly<{ kind: 'month_closed'; month: string }>
  | Readonly<{ kind: 'rate_unavailable'; currency: string; day: string }>
  | Readonly<{ kind: 'member_unknown'; member_id: string }>
export type Booked =
  | Readonly<{ kind: 'booked'; id: string; replaced: string | null }>
  | Readonly<{ kind: 'document_taken'; by: string }>
  | Refusal

/** Who enters income: `source` is how. */
export type EnteredBy = Readonly<{ who: string; source: 'manual' | 'import' }>

/** Books one income entered by hand, all of it or nothing. */
export function enterIncome(
  deps: IncomeDeps & Readonly<{ db: Database }>,
  income: NewIncome,
  who: string,
): Promise<Booked> {
  return deps.db
    .transaction()
    .execute((trx) => bookIncome(trx, deps, income, { who, source: 'manual' }))
}

/**
 * Books one income: an entry, its class beside it, and who paid apart from both. A figure takes the
 * place of the estimate with its document and class, which is reversed; any other income with the
 * same document and class is refused and nothing is written.
 */
export async function bookIncome(
  trx: Transaction<Schema>,
  deps: IncomeDeps,
  income: NewIncome,
  by: EnteredBy,
): Promise<Booked> {
  const refusal = await refusalOf(trx, deps, income)
  if (refusal) return refusal
  const id = deps.ids.next('ent')
  const claim = await claimDocument(trx, income, id)
  if (claim.kind === 'document_taken') return claim
  if (claim.replaced !== null) {
    await undo(trx, deps, claim.replaced, { who: by.who, reason: `The figure came as ${id}.` })
  }
  await writeIncome(trx, deps, { id, income, by })
  return { kind: 'booked', id, replaced: claim.replaced }
}

async function refusalOf(
  trx: Transaction<Schema>,
  { config }: IncomeDeps,
  { date, currency, member_id }: NewIncome,
): Promise<Refusal | null> {
  const month = monthOf(date)
  await holdMonths(trx)
  if (await isClosed(readerOf(trx), month)) return { kind: 'month_closed', month }
  const pair = { currency, day: date }
  const foreign = currency === config.reportingCurrency ? [] : [pair]
  const { missing } = await factorsFor(readerOf(trx), foreign, config.reportingCurrency)
  if (missing.length > 0) return { kind: 'rate_unavailable', ...pair }
  if (member_id === undefined || (await isMember(trx, member_id))) return null
  return { kind: 'member_unknown', member_id }
}

async function isMember(trx: Transaction<Schema>, id: string): Promise<boolean> {
  const row = await trx.selectFrom('member').where('id', '=', id).select('id').executeTakeFirst()
  return row !== undefined
}

type Claim =
  | Readonly<{ kind: 'claimed'; replaced: string | null }>
  | Readonly<{ kind: 'document_taken'; by: string }>

/** Of two at the same time, the second waits here and then finds the document taken. */
async function claimDocument(
  trx: Transaction<Schema>,
  { document, class: name, estimated }: NewIncome,
  entry_id: string,
): Promise<Claim> {
  const claimed = await trx
    .insertInto('income_document')
    .values({ document, class: name, entry_id })
    .onConflict((conflict) => conflict.columns(['document', 'class']).doNothing())
    .returning('entry_id')
    .executeTakeFirst()
  if (claimed) return { kind: 'claimed', replaced: null }
  const held = await trx
    .selectFrom('income_document as held')
    .innerJoin('income', 'income.entry_id', 'held.entry_id')
    .where('held.document', '=', document)
    .where('held.class', '=', name)
    .select(['held.entry_id', 'income.estimated'])
    .forUpdate('held')
    .executeTakeFirstOrThrow()
  if (!held.estimated || estimated) return { kind: 'document_taken', by: held.entry_id }
  await trx
    .updateTable('income_document')
    .set({ entry_id })
    .where('document', '=', document)
    .where('class', '=', name)
    .execute()
  return { kind: 'claimed', replaced: held.entry_id }
}

type Writing = Readonly<{ id: string; income: NewIncome; by: EnteredBy }>

async function writeIncome(
  trx: Transaction<Schema>,
  deps: IncomeDeps,
  { id, income, by }: Writing,
) {
  const { date, currency, amount_minor, fee_minor = 0n, document, estimated } = income
  const now = deps.clock.now()
  const entry = {
    id,
    source: by.source,
    kind: 'income',
    occurred_at: startOfDay(date, deps.config.reportingTimezone),
    day: date,
    currency,
    amount_minor,
    fee_minor,
    net_minor: amount_minor - fee_minor,
  } as const
  const facts = {
    entry_id: id,
    class: income.class,
    channel: income.channel ?? null,
    document,
    estimated,
    entered_by: by.who,
    entered_at: now,
  }
  const { member_id = null } = income
  const label = { entry_id: id, version: 1, class: income.class, member_id, labelled_at: now }
  await bookEntries(trx, [entry], now)
  await trx.insertInto('entry_label').values(label).execute()
  await trx.insertInto('income').values(facts).execute()
  await trx.insertInto('income_payer').values({ entry_id: id, payer: income.payer }).execute()
  await recordAct(trx, deps, {
    who: by.who,
    act: 'income.enter',
    subject: id,
    after: { ...auditedIncome(income), source: by.source },
  })
}

/** What the audit log keeps of an income: everything but who paid. */
function auditedIncome({
  date,
  class: name,
  amount_minor,
  currency,
  document,
  estimated,
}: NewIncome) {
  return { date, class: name, amount_minor: String(amount_minor), currency, document, estimated }
}
