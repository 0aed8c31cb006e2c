import type { Transaction } from 'kysely'
import type * as z from 'zod'
import { closedMonths, holdMonths } from '../../ledger/months.ts'
import { recordAct } from '../../platform/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import { type Database, type Reader, readerOf } from '../../platform/database/connection.ts'
import type { DeclarationKind } from '../../platform/database/ledger-tables.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { type Day, type Month, monthOf } from '../../platform/day.ts'
import type { Ids } from '../../platform/ids.ts'

/** A thing that finance declares. `terms` reads what was sent, from a request and from the books. */
export type Setting<Terms extends object> = Readonly<{
  kind: DeclarationKind
  terms: z.ZodType<Terms>
  /** Whether figures of the books follow from it, so that it may not reach into a closed month. */
  changesBooks: boolean
  /** From which day on it counts; null: from the beginning. */
  firstDay: (terms: Terms) => Day | null
}>

/** One declaration: what it says, from which day on (null: from the beginning), by whom and when. */
export type Declaration<Terms> = Readonly<{
  key: string
  from: Day | null
  terms: Terms
  /** As it was sent, in JSON. */
  sent: object
  declared_by: string
  declared_at: Date
  version: number
  reason: string | null
}>

/** All that was declared of a setting (of one key where it is named), newest first. */
export async function declarations<Terms extends object>(
  reader: Reader,
  setting: Setting<Terms>,
  key?: string,
): Promise<Declaration<Terms>[]> {
  const all = newestFirst(reader, setting)
  const rows = await (key === undefined ? all : all.where('key', '=', key)).execute()
  return rows.map(declarationIn(setting))
}

/** What was declared last of one key, whatever day it counts from; null until somebody has. */
export async function newestDeclaration<Terms extends object>(
  reader: Reader,
  setting: Setting<Terms>,
  key: string,
): Promise<Declaration<Terms> | null> {
  const row = await newestFirst(reader, setting).where('key', '=', key).limit(1).executeTakeFirst()
  return row === undefined ? null : declarationIn(setting)(row)
}

function newestFirst(reader: Reader, { kind }: Pick<Setting<object>, 'kind'>) {
  return reader
    .selectFrom('declaration')
    .where('kind', '=', kind)
    .select(['key', 'from_day', 'terms', 'declared_by', 'declared_at', 'version', 'reason'])
    .orderBy('declared_at', 'desc')
    .orderBy('version', 'desc')
}
type Row = Awaited<ReturnType<ReturnType<typeof newestFirst>['execute']>>[number]

function declarationIn<Terms extends object>({ terms }: Setting<Terms>) {
  return ({ from_day: from, terms: sent, ...row }: Row): Declaration<Terms> => ({
    ...{ ...row, from, sent },
    terms: terms.parse(sent),
  })
}

/** Of declarations, newest first, the one that counts on a day: the newest that has begun by then. */
export function inForce<Terms>(
  declared: readonly Declaration<Terms>[],
  day: Day,
): Declaration<Terms> | null {
  return declared.find(({ from }) => from === null || from <= day) ?? null
}

type Declared = Readonly<{ kind: 'declared' } | { kind: 'month_closed'; month: Month }>
/** `sent`: what `terms` was read from, and is kept as. */
type NewDeclaration<Terms> = Readonly<{
  key: string
  terms: Terms
  sent: object
  reason?: string | undefined
}>

/**
 * Declares anew, beside what was declared before, which stays. What changes the books is refused where
 * it would reach into a closed month; then nothing is written.
 */
export function declare<Terms extends object>(
  deps: Readonly<{ db: Database; clock: Clock; ids: Ids }>,
  setting: Setting<Terms>,
  { key, terms, sent, reason }: NewDeclaration<Terms>,
  who: string,
): Promise<Declared> {
  return deps.db.transaction().execute(async (trx) => {
    const { kind, changesBooks, firstDay } = setting
    const from_day = firstDay(terms)
    const month = changesBooks ? await closedFrom(trx, from_day) : null
    if (month !== null) return { kind: 'month_closed', month }
    const before = await newest(trx, kind, key)
    const row = {
      ...{ kind, key, version: (before?.version ?? 0) + 1, from_day },
      ...{ terms: JSON.stringify(sent), declared_by: who, declared_at: deps.clock.now() },
      reason: reason ?? null,
    }
    await trx.insertInto('declaration').values(row).execute()
    await recordAct(trx, deps, {
      ...{ who, act: `settings.${kind}`, subject: key || kind, after: sent },
      ...(before ? { before: before.terms } : {}),
      ...(reason ? { reason } : {}),
    })
    return { kind: 'declared' }
  })
}

/** The last closed month that a declaration from this day on would reach. */
async function closedFrom(trx: Transaction<Schema>, from: Day | null): Promise<Month | null> {
  await holdMonths(trx)
  const reached = { from: monthOf(from ?? '0001-01-01'), to: '9999-12' }
  return (await closedMonths(readerOf(trx), reached)).at(-1)?.month ?? null
}

function newest(trx: Transaction<Schema>, kind: DeclarationKind, key: string) {
  return trx
    .selectFrom('declaration')
    .where('kind', '=', kind)
    .where('key', '=', key)
    .orderBy('version', 'desc')
    .limit(1)
    .select(['version', 'terms'])
    .executeTakeFirst()
}
