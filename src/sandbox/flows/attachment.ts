import { change } from '../events/change.ts'
import type { PaymentMethod } from '../objects/payment-method.ts'
import { hasEnded } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'

/** Gives a customer a way of paying: payment_method.attached. */
export async function attach(
  unit: Unit,
  method: PaymentMethod,
  customer: string,
): Promise<PaymentMethod> {
  const attached = unit.put<'payment_method'>({ ...method, customer })
  await unit.emit('payment_method.attached', attached)
  return attached
}

/** Takes it away, for good: payment_method.detached, and nobody is charged by it any more. */
export async function detach(unit: Unit, method: PaymentMethod): Promise<PaymentMethod> {
  const patch = { customer: null, _isUsedUp: true }
  const detached = await change(unit, method, patch, 'payment_method.detached')
  if (method.customer !== null) await forget(unit, method.customer, method.id)
  return detached
}

async function forget(unit: Unit, customerId: string, method: string): Promise<void> {
  const customer = await unit.get('customer', customerId)
  if (customer && !('deleted' in customer)) {
    const { invoice_settings } = customer
    if (invoice_settings.default_payment_method === method) {
      const without = { ...invoice_settings, default_payment_method: null }
      const patch = { invoice_settings: without }
      await change<'customer'>(unit, customer, patch, 'customer.updated')
    }
  }
  for (const subscription of await unit.list('subscription', { all: [`method:${method}`] })) {
    if (hasEnded(subscription)) continue
    const patch = { default_payment_method: null }
    await change(unit, subscription, patch, 'customer.subscription.updated')
  }
}
