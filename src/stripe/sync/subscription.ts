import { endSubscription, writeSubscription } from '../../members/store.ts'
import { parseSubscription } from '../objects/subscription.ts'
import { type Effect, type News, readNewest, type SyncDeps } from './effect.ts'
import { payerOfCustomer } from './person.ts'

const nobody = { email: null, name: null }

/** The only source of recurring membership: never an event's type, never money. */
export async function refreshSubscription(deps: SyncDeps, news: News): Promise<Effect> {
  const subscription = await readNewest(deps, news, parseSubscription, () =>
    deps.stripe.subscriptions.retrieve(news.id),
  )
  if (subscription === null) return endOf(news)
  const payer = await payerOfCustomer(deps, subscription.customer, nobody, news)
  const { labels, ...facts } = subscription
  const { campaign, article, recipient: recipient_ref } = labels
  const told = { campaign, article, recipient_ref, seen_at: deps.clock.now() }
  return {
    payer,
    write: async (trx, member_id) => {
      if (member_id !== null) await writeSubscription(trx, { ...facts, ...told, member_id })
      return { members: [member_id] }
    },
  }
}

function endOf({ id, at }: News): Effect {
  return {
    payer: null,
    write: async (trx) => ({ members: [await endSubscription(trx, id, at)] }),
  }
}
