import { expect, test } from 'vitest'
import { subjectOf } from '../../../src/stripe/inbox/subject.ts'
import { subscribedEvents } from '../../../src/stripe/inbox/subscribed.ts'
import { parseEvent } from '../../../src/stripe/objects/event.ts'

type Row = readonly [type: string, object: object, subject: string | null]

const checkout = { object: 'checkout.session', id: 'cs_1' }
const customer = { object: 'customer', id: 'cus_1' }
const subscription = { object: 'subscription', id: 'sub_1' }
const invoice = { object: 'invoice', id: 'in_1' }
const upcoming = { object: 'invoice', subscription: 'sub_1' }
const intent = { object: 'payment_intent', id: 'pi_1', latest_charge: 'ch_1' }
const charge = { object: 'charge', id: 'ch_1', customer: 'cus_1' }
const refund = { object: 'refund', id: 're_1', charge: 'ch_1' }
const dispute = { object: 'dispute', id: 'dp_1', charge: 'ch_1' }
const payout = { object: 'payout', id: 'po_1' }

/** The table of domain/stripe.md 4.1, in its order; null: another event that we take says the same. */
const table: readonly Row[] = [
  ['checkout.session.completed', checkout, 'checkout.session cs_1'],
  ['checkout.session.async_payment_succeeded', checkout, 'checkout.session cs_1'],
  ['checkout.session.async_payment_failed', checkout, 'checkout.session cs_1'],
  ['checkout.session.expired', checkout, 'checkout.session cs_1'],
  ['customer.created', customer, 'customer cus_1'],
  ['customer.updated', customer, 'customer cus_1'],
  ['customer.deleted', customer, 'customer cus_1'],
  ['customer.subscription.created', subscription, 'subscription sub_1'],
  ['customer.subscription.updated', subscription, 'subscription sub_1'],
  ['customer.subscription.deleted', subscription, 'subscription sub_1'],
  ['customer.subscription.paused', subscription, 'subscription sub_1'],
  ['customer.subscription.resumed', subscription, 'subscription sub_1'],
  ['customer.subscription.pending_update_applied', subscription, 'subscription sub_1'],
  ['customer.subscription.pending_update_expired', subscription, 'subscription sub_1'],
  ['customer.subscription.trial_will_end', subscription, 'subscription sub_1'],
  ['invoice.finalized', invoice, null], // invoice.paid or invoice.payment_failed follows
  ['invoice.paid', invoice, 'invoice in_1'],
  ['invoice.payment_failed', invoice, 'invoice in_1'],
  ['invoice.payment_action_required', invoice, 'invoice in_1'],
  ['invoice.marked_uncollectible', invoice, 'invoice in_1'],
  ['invoice.voided', invoice, 'invoice in_1'],
  ['invoice.overpaid', invoice, 'invoice in_1'],
  ['invoice.upcoming', upcoming, 'subscription sub_1'],
  ['invoice_payment.paid', { object: 'invoice_payment', id: 'inpay_1' }, 'invoice_payment inpay_1'],
  ['payment_intent.succeeded', intent, null], // charge.succeeded
  ['payment_intent.payment_failed', intent, null], // charge.failed
  ['payment_intent.processing', intent, 'charge ch_1'],
  ['charge.succeeded', charge, 'charge ch_1'],
  ['charge.updated', charge, 'balance balance'],
  ['charge.failed', charge, 'charge ch_1'],
  ['refund.created', refund, 'charge ch_1'],
  ['refund.updated', refund, 'charge ch_1'],
  ['refund.failed', refund, 'charge ch_1'],
  ['charge.dispute.created', dispute, 'dispute dp_1'],
  ['charge.dispute.updated', dispute, 'dispute dp_1'],
  ['charge.dispute.funds_withdrawn', dispute, 'balance balance'],
  ['charge.dispute.funds_reinstated', dispute, 'balance balance'],
  ['charge.dispute.closed', dispute, 'dispute dp_1'],
  [
    'radar.early_fraud_warning.created',
    { object: 'radar.early_fraud_warning', id: 'issfr_1', charge: 'ch_1' },
    'radar.early_fraud_warning issfr_1',
  ],
  ['payout.created', payout, 'payout po_1'],
  ['payout.paid', payout, 'payout po_1'],
  ['payout.failed', payout, 'payout po_1'],
  ['payout.canceled', payout, 'payout po_1'],
  ['payout.reconciliation_completed', payout, 'payout po_1'],
  [
    'payment_method.automatically_updated',
    { object: 'payment_method', id: 'pm_1', customer: 'cus_1' },
    'payment_method pm_1',
  ],
]

test('the table has all 45 events that the endpoint is subscribed to', () => {
  expect(table.map(([type]) => type).toSorted()).toEqual([...subscribedEvents].sort())
  expect(subscribedEvents).toHaveLength(45)
})

const others: readonly Row[] = [
  // 3-D Secure failed: no charge was made that could tell of it
  ['payment_intent.payment_failed', { ...intent, latest_charge: null }, 'payment_intent pi_1'],
  ['refund.created', { ...refund, charge: null }, 'balance balance'], // of a cash balance
  ['charge.refund.updated', refund, null], // refund.updated
  ['invoice.upcoming', { object: 'invoice' }, null], // bills no subscription
  ['invoice.created', invoice, null],
  ['a type of tomorrow', charge, null],
]

test.each([...table, ...others])('%s of %o brings up to date %s', (type, object, expected) => {
  const event = parseEvent({ id: 'evt_1', type, data: { object } })
  if ('malformed' in event) throw new Error(event.malformed)
  const subject = subjectOf(event)
  expect(subject && `${subject.type} ${subject.key}`).toBe(expected)
})
