import type { Transaction } from 'kysely'
import type { Clock } from './clock.ts'
import type { Database } from './database/connection.ts'
import type { Schema } from './database/schema.ts'
import type { Ids } from './ids.ts'

/** What somebody did: `who` is a principal's id, `before` and `after` plain JSON that names nobody. */
export type Act = Readonly<{
  who: string
  act: string
  subject: string
  before?: object
  after?: object
  reason?: string
}>

/** One row of the audit log, inside the unit of work that it tells of. */
export function recordAct(
  db: Database | Transaction<Schema>,
  deps: Readonly<{ ids: Ids; clock: Clock }>,
  act: Act,
): Promise<void> {
  return recordActs(db, deps, [act])
}

/** A row each, of what was done at once. */
export async function recordActs(
  db: Database | Transaction<Schema>,
  { ids, clock }: Readonly<{ ids: Ids; clock: Clock }>,
  acts: readonly Act[],
): Promise<void> {
  if (acts.length === 0) return
  const rows = acts.map(({ who, act, subject, before, after, reason }) => ({
    id: ids.next('aud'),
    at: clock.now(),
    ...{ who, act, subject },
    before: before === undefined ? null : JSON.stringify(before),
    after: after === undefined ? null : JSON.stringify(after),
    reason: reason ?? null,
  }))
  await db.insertInto('audit').values(rows).execute()
}
