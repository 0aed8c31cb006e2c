import type Stripe from 'stripe'

export type TestClock = Omit<Stripe.TestHelpers.TestClock, 'deleted'>

const LIFE_S = 30 * 86_400

/** A time of their own for some customers, which stands still until it is moved. */
export function testClockObject(facts: {
  id: string
  /** By the account's clock. */
  created: number
  frozen_time: number
  name: string | null
}): TestClock {
  return {
    id: facts.id,
    object: 'test_helpers.test_clock',
    created: facts.created,
    deletes_after: facts.created + LIFE_S,
    frozen_time: facts.frozen_time,
    livemode: false,
    name: facts.name,
    status: 'ready',
    status_details: {},
  }
}
