import { sql, type Transaction } from 'kysely'
import { entryId, missingFromBooks } from '../../ledger/entry.ts'
import { bookingDaysOf } from '../../ledger/months.ts'
import { excluded } from '../../platform/database/excluded.ts'
import type { Schema } from '../../platform/database/schema.ts'
import type { Day } from '../../platform/day.ts'
import { lastOfEach, writesOf } from '../../platform/gathered.ts'
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
  const transactions = isReconciled(payout) ? await transactionsIn(deps, payout.id) : []
  return {
    payer: null,
    write: async (trx) => {
      await writePayout(trx, { payout, transactions, seen_at: deps.clock.now() })
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

type Written = Readonly<{ payout: Payout; transactions: readonly string[]; seen_at: Date }>

/** Payouts that come together, each with the transactions that Stripe says it took. */
const writePayout = writesOf(async (trx: Transaction<Schema>, news: readonly Written[]) => {
  const dayOf = await standingDays(trx, news)
  const rows = lastOfEach(news, ({ payout }) => payout.id).map(({ payout, seen_at }) => ({
    ...payout,
    day: dayOf(payout),
    seen_at,
  }))
  await trx
    .insertInto('payout')
    .values(rows)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(excluded(rows, ['id'])))
    .execute()
  await takeToBank(trx, news)
})

/** The day of its arrival, in an open month; once the month in which it stands is closed, it stays. */
async function standingDays(
  trx: Transaction<Schema>,
  news: readonly Written[],
): Promise<(payout: Pick<Payout, 'id' | 'arrival'>) => Day> {
  const bookedOn = await bookingDaysOf(trx)
  const ids = news.map(({ payout }) => payout.id)
  const standing = await trx
    .selectFrom('payout')
    .where('id', '=', sql<string>`any(${ids})`)
    .select(['id', 'day'])
    .execute()
  const known = new Map(standing.map(({ id, day }) => [id, day]))
  return ({ id, arrival }) => {
    const day = known.get(id)
    return day !== undefined && bookedOn(day) !== day ? day : bookedOn(arrival)
  }
}

/** Notes which entries they took, and, once all of one's are booked, the sum of all but its own. */
async function takeToBank(trx: Transaction<Schema>, news: readonly Written[]): Promise<void> {
  const taken = lastOfEach(
    news.flatMap(({ payout: { id, balance_transaction }, transactions }) =>
      transactions.map((each) => ({
        entry: entryId(each),
        payout: id,
        isOwn: each === balance_transaction,
      })),
    ),
    ({ entry }) => entry,
  )
  if (taken.length === 0) return
  const entries = taken.map(({ entry }) => entry)
  const payouts = taken.map(({ payout }) => payout)
  await sql`
    insert into entry_payout (entry_id, payout)
    select * from unnest(${entries}::text[], ${payouts}::text[])
    on conflict (entry_id) do update set payout = excluded.payout`.execute(trx)
  await sql`
    update payout set taken_minor = sums.net_minor
    from (
      select taken.payout, bool_and(entry.id is not null) as all_booked,
        coalesce(sum(entry.net_minor) filter (where not taken.is_own), 0) as net_minor
      from unnest(${entries}::text[], ${payouts}::text[],
        ${taken.map(({ isOwn }) => isOwn)}::boolean[]) as taken (entry_id, payout, is_own)
      left join entry on entry.id = taken.entry_id
      group by taken.payout) sums
    where payout.id = sums.payout and sums.all_booked`.execute(trx)
}

/** Its own transactions that are not in the books; itself, while Stripe names none. */
async function unbooked(trx: Transaction<Schema>, payout: Payout): Promise<string[]> {
  const { balance_transaction, failure_balance_transaction } = payout
  const named = [balance_transaction, failure_balance_transaction].filter((id) => id !== null)
  return named.length === 0 ? [payout.id] : missingFromBooks(trx, named)
}
