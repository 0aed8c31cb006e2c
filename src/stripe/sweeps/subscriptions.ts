import { parseSubscription } from '../objects/subscription.ts'
import type { SyncDeps } from '../sync/effect.ts'
import { askAgain } from '../sync/listed.ts'
import { listSubscriptions } from '../sync/lists.ts'
import type { Comparison } from './objects.ts'

const over = ['canceled', 'incomplete_expired'] as const

/** All subscriptions, ended ones too: whoever missed a change of theirs learns it here. */
export const allSubscriptions: Comparison = {
  sweep: 'subscriptions',
  type: 'subscription',
  events: ['created', 'updated', 'deleted', 'paused', 'resumed'].map(
    (change) => `customer.subscription.${change}`,
  ),
  list: ({ stripe }, _, cursor) => listSubscriptions(stripe, cursor),
  said: (object) => {
    const { labels, price: _, ...facts } = parseSubscription(object) // the price stands in its history
    return { ...facts, campaign: labels.campaign, article: labels.article }
  },
  kept: ({ db }, ids) => db.selectFrom('subscription').selectAll().where('id', 'in', ids).execute(),
  gone: async (deps, seen, began) => {
    const gone = (await living(deps, began)).filter((id) => !seen.has(id))
    for (const key of gone) await askAgain(deps, { type: 'subscription', key }, began)
    return gone
  },
}

/** Those that we take for living and knew before the list was read. */
async function living({ db }: SyncDeps, began: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('subscription')
    .select('id')
    .where('status', 'not in', over)
    .where('seen_at', '<', began)
    .execute()
  return rows.map(({ id }) => id)
}
