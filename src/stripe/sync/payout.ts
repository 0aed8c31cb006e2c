import { entryId } from '../../ledger/entry.ts'
import { askFor } from '../inbox/stored-event.ts'
import { balanceSubject } from '../inbox/subject.ts'
import { parsePayout } from '../objects/payout.ts'
import { type Effect, type News, noEffect, readNewest, type SyncDeps } from './effect.ts'
import { type Cursor, pagesOf } from './pages.ts'

/** Which entries an automatic payout took to the bank; of a manual one Stripe cannot say. */
export async function refreshPayout(deps: SyncDeps, news: News): Promise<Effect> {
  const payout = await readNewest(news, parsePayout, () => deps.stripe.payouts.retrieve(news.id))
  if (payout === null) return noEffect
  const taken = payout.automatic ? await transactionsIn(deps, payout.id) : []
  return async (trx) => {
    const now = deps.machineClock.now()
    await askFor(trx, balanceSubject, { cause: payout.id, now })
    if (taken.length === 0) return []
    await trx
      .insertInto('entry_payout')
      .values(taken.map((id) => ({ entry_id: entryId(id), payout: payout.id })))
      .onConflict((conflict) => conflict.column('entry_id').doUpdateSet({ payout: payout.id }))
      .execute()
    return []
  }
}

async function transactionsIn({ stripe }: SyncDeps, payout: string): Promise<string[]> {
  const list = (more: Cursor) => stripe.balanceTransactions.list({ payout, limit: 100, ...more })
  const ids: string[] = []
  for await (const page of pagesOf(list)) ids.push(...page.map(({ id }) => id))
  return ids
}
