import type { Transaction } from 'kysely'
import type { Config } from '../../config.ts'
import { recordAct } from '../../platform/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { startOfDay } from '../../platform/day.ts'
import type { Ids } from '../../platform/ids.ts'
import { bookEntries } from '../entry.ts'
import { bookingDay } from '../months.ts'

type Deps = Readonly<{
  config: Pick<Config, 'reportingTimezone'>
  clock: Clock
  ids: Ids
}>
type Why = Readonly<{ who: string; reason: string }>

export type Reversed =
  | Readonly<{ kind: 'reversed'; id: string }>
  | Readonly<{ kind: 'unknown' | 'already_reversed' | 'is_a_reversal' }>

/**
 * Takes an income back by an entry of its own over the same amount, on the same day, or in the open
 * month when that day's is closed, as a late fact of it. Its document may then be entered again.
 */
export function reverseIncome(
  deps: Deps & Readonly<{ db: Database }>,
  id: string,
  why: Why,
): Promise<Reversed> {
  return deps.db.transaction().execute(async (trx) => {
    const reversed = await undo(trx, deps, id, why)
    if (reversed.kind === 'reversed') {
      await trx.deleteFrom('income_document').where('entry_id', '=', id).execute()
    }
    return reversed
  })
}

/** The reversing entry, within the unit of work of whoever needs it; the document stays claimed. */
export async function undo(
  trx: Transaction<Schema>,
  deps: Deps,
  id: string,
  why: Why,
): Promise<Reversed> {
  const income = await incomeWith(trx, id)
  if (!income) return { kind: 'unknown' }
  if (income.reverses !== null) return { kind: 'is_a_reversal' }
  const reversal_id = deps.ids.next('ent')
  const first = await trx
    .insertInto('income_reversal')
    .values({ entry_id: id, reversal_id })
    .onConflict((conflict) => conflict.column('entry_id').doNothing())
    .returning('entry_id')
    .executeTakeFirst()
  if (!first) return { kind: 'already_reversed' }
  await writeReversal(trx, deps, { income, reversal_id, why })
  return { kind: 'reversed', id: reversal_id }
}

type Income = NonNullable<Awaited<ReturnType<typeof incomeWith>>>

function incomeWith(trx: Transaction<Schema>, id: string) {
  return trx
    .selectFrom('income')
    .innerJoin('entry', 'entry.id', 'income.entry_id')
    .where('income.entry_id', '=', id)
    .select(['entry.id', 'entry.source', 'entry.day', 'entry.currency'])
    .select(['entry.amount_minor', 'entry.fee_minor', 'entry.net_minor'])
    .select(['income.class', 'income.channel', 'income.document', 'income.reverses'])
    .select(({ selectFrom }) =>
      selectFrom('entry_label')
        .whereRef('entry_label.entry_id', '=', 'entry.id')
        .orderBy('entry_label.version', 'desc')
        .limit(1)
        .select('entry_label.member_id')
        .as('member_id'),
    )
    .executeTakeFirst()
}

type Writing = Readonly<{ income: Income; reversal_id: string; why: Why }>

async function writeReversal(
  trx: Transaction<Schema>,
  deps: Deps,
  { income, reversal_id: id, why }: Writing,
): Promise<void> {
  const now = deps.clock.now()
  const { day } = income
  const entry = {
    id,
    source: income.source,
    kind: 'income',
    occurred_at: startOfDay(day, deps.config.reportingTimezone),
    day,
    currency: income.currency,
    amount_minor: -income.amount_minor,
    fee_minor: -income.fee_minor,
    net_minor: -income.net_minor,
  } as const
  const { class: name, channel, document, member_id } = income
  const label = { entry_id: id, version: 1, class: name, member_id, labelled_at: now }
  const facts = { entry_id: id, class: name, channel, document, reverses: income.id }
  await bookEntries(trx, [entry], now)
  await trx.insertInto('entry_label').values(label).execute()
  await trx
    .insertInto('income')
    .values({ ...facts, reason: why.reason, entered_by: why.who, entered_at: now })
    .execute()
  await recordAct(trx, deps, {
    ...why,
    act: 'income.reverse',
    subject: income.id,
    after: { id, day: await bookingDay(trx, day) },
  })
}
