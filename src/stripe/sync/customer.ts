import { forgetPayingCard } from '../../members/cards.ts'
import { forgetCustomer } from '../../members/identity.ts'
import { subscriptionsOfCustomer } from '../../members/store.ts'
import { parseCustomer } from '../objects/customer.ts'
import { type Effect, type News, readNewest, type SyncDeps } from './effect.ts'
import { recordEnds } from './subscription-history.ts'

/**
 * A known customer's address and name, or their deletion (what was paid stays). A stranger's news
 * make no member: whoever pays is looked up then, in the inbox first.
 */
export async function refreshCustomer(deps: SyncDeps, news: News): Promise<Effect> {
  const customer = await readNewest(deps, news, parseCustomer, () =>
    deps.stripe.customers.retrieve(news.id),
  )
  if (customer === null || customer.kind === 'deleted') {
    const write: Effect['write'] = async (trx) => {
      const subscriptions = await subscriptionsOfCustomer(trx, news.id)
      await recordEnds(trx, deps, { subscriptions, at: news.at })
      return { members: [await forgetCustomer(trx, news.id, news.at)] }
    }
    return { payer: null, write }
  }
  const { id, email, name, made_at, pays_with } = customer
  const said = { email, name, own: { email, name, made_at } }
  const payer = { customer: id, ...said, deleted: false, onlyIfKnown: true }
  const write: Effect['write'] = async (trx, member_id) => {
    if (pays_with !== null) await forgetPayingCard(trx, { customer: id, unless: pays_with })
    return { members: [member_id] }
  }
  return { payer, write }
}
