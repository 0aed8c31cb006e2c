import { change } from '../events/change.ts'
import { attach } from '../flows/attachment.ts'
import { complete } from '../flows/completion.ts'
import { joinForNothing } from '../flows/first-payment.ts'
import { customerToBe, greet } from '../flows/joining.ts'
import { giveNothing } from '../flows/one-off.ts'
import { askHolder, failSetup, newSetup, refusalOf, setUp } from '../flows/setup.ts'
import { type PaymentMethod, paymentMethodObject } from '../objects/payment-method.ts'
import type { CheckoutSession } from '../objects/session.ts'
import type { SetupIntent } from '../objects/setup-intent.ts'
import type { Unit } from '../unit.ts'
import { refusedByHolder, wantsConsent } from './consent.ts'
import type { Filled, Outcome } from './pay.ts'

type Kept = { method: PaymentMethod; setup: SetupIntent }

/**
 * Ends a session on which nothing is paid now: a trial, a coupon for all of it, or one that only
 * keeps a way of paying (`setup`).
 */
export async function keepForLater(unit: Unit, filled: Filled): Promise<Outcome> {
  const { session, payer } = filled
  const kept = await keptOf(unit, filled)
  if (kept && 'kind' in kept) return kept
  switch (session.mode) {
    case 'payment':
      await giveNothing(unit, session, payer)
      break
    case 'subscription':
      await joinForNothing(unit, session, { payer, kept })
      break
    case 'setup':
      if (kept) await keep(unit, filled, kept)
  }
  return { kind: 'paid', session: await unit.need('checkout.session', session.id) }
}

/** What the payer gave, if the bank has nothing against it. */
async function keptOf(unit: Unit, filled: Filled): Promise<Kept | Outcome | null> {
  const { session, payer, instrument, authenticated } = filled
  if (!instrument) return null
  const facts = { customer: session.customer, payer, instrument }
  const given = paymentMethodObject({ id: unit.id('pm'), created: unit.now, ...facts })
  const setup = await setupOf(unit, session)
  const isAsked = wantsConsent(given)
  if (isAsked && authenticated === undefined) {
    unit.put<'payment_method'>(given)
    await askHolder(unit, setup, { method: given, return_url: session.url })
    return { kind: 'requires_action', session }
  }
  const method = isAsked && !authenticated ? refusedByHolder(given, 'setup') : given
  const decline = refusalOf(method)
  if (!decline) return { method: unit.put<'payment_method'>(method), setup }
  await failSetup(unit, setup, decline)
  return { kind: 'declined', ...decline, session, charge: null }
}

/** The session's setup intent; one that begins a subscription makes it when a card is first given. */
async function setupOf(unit: Unit, session: CheckoutSession): Promise<SetupIntent> {
  const known = session.setup_intent ?? session._setup
  if (known) return unit.need('setup_intent', known)
  const { customer, payment_method_types: method_types } = session
  const setup = await newSetup(unit, { customer, method_types })
  await change(unit, session, { _setup: setup.id })
  return setup
}

/** Mode `setup`: the customer's, or nobody's yet. */
async function keep(unit: Unit, { session, payer }: Filled, { method, setup }: Kept) {
  const isWanted = session.customer !== null || session.customer_creation === 'always'
  const who = isWanted ? await customerToBe(unit, session, payer) : null
  if (who) await greet(unit, who)
  const customer = who?.customer.id ?? null
  const owned = customer === null ? method : await attach(unit, method, customer)
  await setUp(unit, setup, owned)
  await complete(unit, session, payer, { customer })
}
