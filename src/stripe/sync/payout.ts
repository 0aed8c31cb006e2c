import { sql, type Transaction } from 'kysely'
import { entryId, missingFromBooks } from '../../ledger/entry.ts'
import { bookingDays } from '../../ledger/months.ts'
import type { Schema } from '../../platform/database/schema.ts'
import type { Day } from '../../platform/day.ts'
import { askFor } from '../inbox/stored-event.ts'
import { balanceSubject } from '../inbox/subject.ts'
import { type Payout, parsePayout } from '../objects/payout.ts'
import { type Effect, type News, noEffect, readNewest, type SyncDeps } from './effect.ts'
import { listTaken } from './lists.ts'
import { pagesOf } from './pages.ts'

/**
 * A payout's facts and, once Stripe has reconciled an automatic one, which entries it took to the
 * bank; of a manual one Stripe cannot say. Its own money is read with the balance.
 */
export async function refreshPayout(deps: SyncDeps, news: News): Promise<Effect> {
  const payout = await readNewest(deps, news, parsePayout, () =>
    deps.stripe.payouts.retrieve(news.id),
  )
  if (payout === null) return noEffect
  const taken = isReconciled(payout) ? await transactionsIn(deps, payout.id) : []
  return {
    payer: null,
    write: async (trx) => {
      await writePayout(trx, payout, deps.clock.now())
      await takeToBank(trx, payout, taken)
      const now = deps.machineClock.now()
      for (const cause of await unbooked(trx, payout))
        await askFor(trx, balanceSubject, { cause, now })
      return {}
    },
  }
}

/** Whether Stripe has said which transactions it took. */
export function isReconciled(payout: Pick<Payout, 'automatic' | 'reconciliation_status'>): boolean {
  return payout.automatic && payout.reconciliation_status === 'completed'
}

/** The ids of all transactions that an automatic payout took, its own among them. */
async function transactionsIn({ stripe }: SyncDeps, payout: string): Promise<string[]> {
  const ids: string[] = []
  for await (const page of pagesOf((cursor) => listTaken(stripe, payout, cursor))) {
    ids.push(...page.map(({ id }) => id))
  }
  return ids
}

async function writePayout(trx: Transaction<Schema>, payout: Payout, seen_at: Date): Promise<void> {
  const { id, ...facts } = payout
  const row = { ...facts, day: await standingDay(trx, payout), seen_at }
  await trx
    .insertInto('payout')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

/** The day of its arrival, in an open month; once the month in which it stands is closed, it stays. */
async function standingDay(
  trx: Transaction<Schema>,
  { id, arrival }: Pick<Payout, 'id' | 'arrival'>,
): Promise<Day> {
  const bookedOn = await bookingDays(trx)
  const known = await trx.selectFrom('payout').where('id', '=', id).select('day').executeTakeFirst()
  return known && bookedOn(known.day) !== known.day ? known.day : bookedOn(arrival)
}

/** Notes which entries it took, and, once all of them are booked, the sum of all but its own. */
async function takeToBank(
  trx: Transaction<Schema>,
  { id, balance_transaction }: Payout,
  transactions: readonly string[],
): Promise<void> {
  if (transactions.length === 0) return
  const entries = transactions.map(entryId)
  await sql`
    insert into entry_payout (entry_id, payout) select unnest(${entries}::text[]), ${id}
    on conflict (entry_id) do update set payout = excluded.payout`.execute(trx)
  await sql`
    update payout set taken_minor = taken.net
    from (
      select count(*) as booked, coalesce(sum(net_minor) filter (
        where balance_transaction is distinct from ${balance_transaction}), 0) as net
      from entry where id = any(${entries})) taken
    where payout.id = ${id} and taken.booked = ${entries.length}`.execute(trx)
}

/** Its own transactions that are not in the books; itself, while Stripe names none. */
async function unbooked(trx: Transaction<Schema>, payout: Payout): Promise<string[]> {
  const { balance_transaction, failure_balance_transaction } = payout
  const named = [balance_transaction, failure_balance_transaction].filter((id) => id !== null)
  return named.length === 0 ? [payout.id] : missingFromBooks(trx, named)
}
