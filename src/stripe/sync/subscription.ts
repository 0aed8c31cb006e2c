import { endSubscription, writeSubscription } from '../../members/store.ts'
import { parseSubscription } from '../objects/subscription.ts'
import { type Effect, type News, readNewest, refreshMembers, type SyncDeps } from './effect.ts'
import { memberOfPayer, payerOfCustomer } from './person.ts'

const nobody = { email: null, name: null }

/** The only source of recurring membership: never an event's type, never money. */
export async function refreshSubscription(deps: SyncDeps, news: News): Promise<Effect> {
  const subscription = await readNewest(news, parseSubscription, () =>
    deps.stripe.subscriptions.retrieve(news.id),
  )
  if (subscription === null) return endOf(deps, news)
  const payer = await payerOfCustomer(deps, subscription.customer, nobody)
  return async (trx) => {
    const member_id = await memberOfPayer(trx, deps, payer)
    const { labels, ...facts } = subscription
    const { campaign, article } = labels
    const row = { ...facts, campaign, article, member_id, seen_at: deps.clock.now() }
    await writeSubscription(trx, row)
    await refreshMembers(trx, deps, [member_id])
  }
}

function endOf(deps: SyncDeps, { id, at }: News): Effect {
  return async (trx) => refreshMembers(trx, deps, [await endSubscription(trx, id, at)])
}
