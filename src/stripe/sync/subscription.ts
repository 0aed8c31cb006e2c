import { noteLanguage } from '../../members/addressee.ts'
import { attachOrderWords } from '../../members/order-words.ts'
import { endSubscription, writeSubscription } from '../../members/store.ts'
import { noteVariant } from '../../members/variants.ts'
import { parseSubscription } from '../objects/subscription.ts'
import { readableSubscription } from '../objects/subscription-change.ts'
import { namesUnshownDiscounts } from '../objects/subscription-price.ts'
import { type Effect, type News, readNewest, type SyncDeps } from './effect.ts'
import { payerOfCustomer } from './person.ts'
import { recordEnds, recordSight } from './subscription-history.ts'

const nobody = { email: null, name: null }

/** The only source of recurring membership: never an event's type, never money. */
export async function refreshSubscription(deps: SyncDeps, news: News): Promise<Effect> {
  const shown = showsAll(news.snapshot) ? news : { ...news, snapshot: undefined }
  const subscription = await readNewest(deps, shown, parseSubscription, () =>
    deps.stripe.subscriptions.retrieve(news.id, { expand: ['discounts.source.coupon'] }),
  )
  if (subscription === null) return endOf(deps, news)
  const payer = await payerOfCustomer(deps, subscription.customer, nobody, news)
  const { labels, price, ...facts } = subscription
  const { campaign, article, recipient: recipient_ref } = labels
  const seen_at = deps.clock.now()
  const told = { campaign, article, recipient_ref, seen_at }
  // Stripe counts whole seconds: what is fetched comes after every event of the one that has begun
  const at = shown.snapshot === undefined ? new Date(seen_at.getTime() + 1) : news.at
  return {
    payer,
    write: async (trx, member_id) => {
      if (member_id !== null) {
        await writeSubscription(trx, { ...facts, ...told, member_id })
        await noteLanguage(trx, member_id, labels.language)
        await noteVariant(trx, facts.id, { variant: labels.variant, noted_at: facts.started_at })
        if (labels.wordsOf !== null)
          await attachOrderWords(trx, labels.wordsOf, { member_id, paid_by: facts.id })
      }
      await recordSight(trx, deps, { subscription, at })
      return { members: [member_id] }
    },
  }
}

/** Events and lists name discounts by their ids; what those take off is told by a fetch alone. */
function showsAll(snapshot: unknown): boolean {
  const told = readableSubscription(snapshot)
  return told === null || !namesUnshownDiscounts(told.price)
}

function endOf(deps: SyncDeps, { id, at }: News): Effect {
  return {
    payer: null,
    write: async (trx) => {
      await recordEnds(trx, deps, { subscriptions: [id], at })
      return { members: [await endSubscription(trx, id, at)] }
    },
  }
}
