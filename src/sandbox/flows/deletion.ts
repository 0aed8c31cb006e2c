import type { Customer, DeletedCustomer } from '../objects/customer.ts'
import { hasEnded } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { endSubscription } from './cancellation.ts'

/** Removes a customer (domain/stripe.md 8.5.11): its subscriptions end first, at once. */
export async function deleteCustomer(unit: Unit, customer: Customer): Promise<DeletedCustomer> {
  const theirs = await unit.list('subscription', { all: [`customer:${customer.id}`] })
  for (const subscription of theirs.filter((one) => !hasEnded(one))) {
    await endSubscription(unit, subscription, 'cancellation_requested')
  }
  const gone: DeletedCustomer = { id: customer.id, object: 'customer', deleted: true }
  unit.put<'customer'>(gone)
  await unit.emit('customer.deleted', customer)
  return gone
}
