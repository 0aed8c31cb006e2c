import * as z from 'zod'
import { tell } from '../events/change.ts'
import { endSubscription } from '../flows/cancellation.ts'
import { deleteCustomer } from '../flows/deletion.ts'
import { cancelAtPeriodEnd } from '../flows/ending.ts'
import { renewCards, setCard } from '../flows/new-card.ts'
import { pauseSubscription } from '../flows/pause.ts'
import { changePlan } from '../flows/plan-change.ts'
import { resumeSubscription } from '../flows/resumption.ts'
import { hasEnded, type Subscription } from '../objects/subscription.ts'
import { liveCustomer } from '../resources/customers.ts'
import { makePrice, priceData } from '../resources/prices.ts'
import { changedItems } from '../resources/subscription-items.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'
import { act, id, named } from './act.ts'

const proration = z.enum(['create_prorations', 'always_invoice', 'none'])

/** What happens to a member: mostly by staff in the Dashboard, or a card network by itself. */
export const membershipActs = [
  act(
    named('cancel_subscription', { subscription: id, at_period_end: z.boolean().default(false) }),
    async (unit, { subscription, at_period_end }) => {
      const before = await running(unit, subscription)
      if (!at_period_end) await endSubscription(unit, before, 'cancellation_requested')
      else {
        const after: Subscription = { ...before, ...cancelAtPeriodEnd(unit, before) }
        await tell(unit, before, after, 'customer.subscription.updated')
      }
      return unit.need('subscription', subscription)
    },
  ),
  act(
    named('change_plan', {
      subscription: id,
      /** Minor units of the subscription's currency; or a price of the catalogue. */
      amount: z.int().positive().optional(),
      price: id.optional(),
      quantity: z.int().positive().optional(),
      proration_behavior: proration.default('none'),
    }),
    async (unit, { subscription, amount, proration_behavior, ...asked }) => {
      const before = await running(unit, subscription)
      const price = amount === undefined ? asked.price : await priceAt(unit, before, amount)
      const change = { id: before.items.data[0]?.id, price, quantity: asked.quantity }
      const items = await changedItems(unit, before, [change])
      const after = { ...before, items }
      const rest = { isReset: false, at: unit.now, payment: 'allow_incomplete' } as const
      return changePlan(unit, before, { after, proration: proration_behavior, ...rest })
    },
  ),
  act(
    /** `resumes_at` in seconds of the account's clock. */
    named('pause_subscription', { subscription: id, resumes_at: z.int().optional() }),
    async (unit, { subscription, resumes_at }) => {
      const how = { unused: 'now', invoicing: 'pending_invoice_item' } as const
      const paused = await pauseSubscription(unit, await running(unit, subscription), how)
      if (resumes_at !== undefined) unit.plan('resume', subscription, resumes_at)
      return paused
    },
  ),
  act(named('resume_subscription', { subscription: id }), async (unit, { subscription }) =>
    resumeSubscription(unit, await running(unit, subscription), {
      anchor: 'now',
      proration: 'create_prorations',
      payment: 'resume_on_payment_success',
    }),
  ),
  act(named('set_card', { customer: id, card: z.string() }), async (unit, { customer, card }) =>
    setCard(unit, await liveCustomer(unit, customer, 'customer'), card),
  ),
  act(named('update_card_automatically', { customer: id }), async (unit, { customer }) => {
    const holder = await liveCustomer(unit, customer, 'customer')
    const [card] = await renewCards(unit, holder)
    if (card) return card
    throw invalidRequest('This customer has no card.', { param: 'customer' })
  }),
  act(named('delete_customer', { customer: id }), async (unit, { customer }) =>
    deleteCustomer(unit, await liveCustomer(unit, customer, 'customer')),
  ),
] as const

async function running(unit: Unit, id: string): Promise<Subscription> {
  const subscription = await unit.need('subscription', id, 'subscription')
  if (!hasEnded(subscription)) return subscription
  throw invalidRequest('This subscription has ended already.', { param: 'subscription' })
}

/** A price like the one that is paid, of another amount. */
async function priceAt(unit: Unit, { items }: Subscription, unit_amount: number) {
  const [item] = items.data
  if (!item) throw invalidRequest('This subscription has no item.', { param: 'subscription' })
  const { currency, product, recurring } = item.price
  const { interval, interval_count } = priceData.shape.recurring.unwrap().parse(recurring)
  const data = { currency, unit_amount, product, recurring: { interval, interval_count } }
  return (await makePrice(unit, data, { active: false })).id
}
