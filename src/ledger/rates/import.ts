import { sql, type Transaction } from 'kysely'
import { recordAct } from '../../platform/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import type { FieldError } from '../../platform/http/problem.ts'
import type { Ids } from '../../platform/ids.ts'
import { knownAt } from '../months.ts'
import { type FileRate, readRates } from './files.ts'

export type RatesImported =
  | Readonly<{ kind: 'imported'; days_new: number; days_known: number }>
  | Readonly<{ kind: 'refused'; errors: readonly FieldError[] }>
  /** A day that is known with another rate than the file's; a rate is never changed. */
  | Readonly<{ kind: 'differs'; known: FileRate; says: string }>

type Deps = Readonly<{ db: Database; clock: Clock; ids: Ids }>

/**
 * Keeps the rates of a file whose days are not known yet, all of them or none. `days_new` counts the
 * days that brought a rate, `days_known` the rest. `who` is whose act it is, a principal or a command.
 */
export function importRates(deps: Deps, text: string, who: string): Promise<RatesImported> {
  const file = readRates(text)
  if (file.kind === 'refused') return Promise.resolve(file)
  return deps.db.transaction().execute(async (trx) => {
    const differing = await firstDiffering(trx, file.rates)
    if (differing) return differing
    const at = await knownAt(trx, deps.clock)
    const days = await insertNew(trx, file.rates, { source: file.source, at })
    const days_new = days.size
    const days_known = new Set(file.rates.map(({ day }) => day)).size - days_new
    await recordAct(trx, deps, {
      who,
      act: 'rates.import',
      subject: file.source,
      after: { days_new, days_known },
    })
    return { kind: 'imported', days_new, days_known }
  })
}

async function firstDiffering(trx: Transaction<Schema>, rates: readonly FileRate[]) {
  const row = await trx
    .selectFrom(fileTable(rates).as('file'))
    .innerJoin('rate', (join) =>
      join
        .onRef('rate.base', '=', 'file.base')
        .onRef('rate.currency', '=', 'file.currency')
        .onRef('rate.day', '=', 'file.day'),
    )
    .whereRef('rate.rate', '<>', 'file.rate')
    .select(['rate.base', 'rate.currency', 'rate.day', 'rate.rate', 'file.rate as says'])
    .orderBy('rate.day')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const { says, ...known } = row
  return { kind: 'differs', known, says } as const
}

async function insertNew(
  trx: Transaction<Schema>,
  rates: readonly FileRate[],
  { source, at }: { source: string; at: Date },
): Promise<ReadonlySet<string>> {
  const rows = await trx
    .insertInto('rate')
    .columns(['base', 'currency', 'day', 'rate', 'source', 'imported_at'])
    .expression((eb) =>
      eb
        .selectFrom(fileTable(rates).as('file'))
        .select(['file.base', 'file.currency', 'file.day', 'file.rate'])
        .select([
          sql<string>`${source}::text`.as('source'),
          sql<Date>`${at}::timestamptz`.as('at'),
        ]),
    )
    .onConflict((conflict) => conflict.columns(['base', 'currency', 'day']).doNothing())
    .returning('day')
    .execute()
  return new Set(rows.map(({ day }) => day))
}

/** The ECB's whole history is 280,000 rates: one statement with four arrays carries them. */
function fileTable(rates: readonly FileRate[]) {
  const columns = sql`${rates.map(({ base }) => base)}::text[],
    ${rates.map(({ currency }) => currency)}::text[],
    ${rates.map(({ day }) => day)}::date[],
    ${rates.map(({ rate }) => rate)}::numeric[]`
  return sql<FileRate>`(select * from unnest(${columns}) as file (base, currency, day, rate))`
}
