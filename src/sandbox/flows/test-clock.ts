import { change } from '../events/change.ts'
import { hasEnded } from '../objects/subscription.ts'
import { type TestClock, testClockObject } from '../objects/test-clock.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'
import { deleteCustomer } from './deletion.ts'
import { periodEnd } from './interval.ts'

type Work = (unit: Unit, subject: string) => Promise<void>

const MOVES_AFTER_S = 1
const MOST_INTERVALS = 2

/**
 * Whoever works on an object of a test clock works at that clock's time: the first of what is named
 * that belongs to one decides.
 */
export async function enterClockOf(unit: Unit, named: readonly unknown[]): Promise<void> {
  if (!unit.account.has_test_clocks) return
  for (const id of named) {
    const clock = typeof id === 'string' ? await clockOf(unit, id) : undefined
    if (clock) return unit.enterClock(clock.id, clock.frozen_time)
  }
}

export async function createClock(
  unit: Unit,
  { frozen_time, name }: { frozen_time: number; name: string | null },
): Promise<TestClock> {
  const facts = { id: unit.id('clock'), created: unit.now, frozen_time, name }
  const clock = unit.put<'test_helpers.test_clock'>(testClockObject(facts))
  unit.amend({ has_test_clocks: true })
  unit.plan('delete_clock', clock.id, clock.deletes_after)
  await unit.emit('test_helpers.test_clock.created', clock)
  return clock
}

/**
 * Sends a clock on its way; it is there a second later.
 * @throws StripeError 400 for a time that is past, too far, or while the clock is moving
 */
export async function advanceClock(unit: Unit, clock: TestClock, to: number): Promise<TestClock> {
  if (clock.status !== 'ready') {
    throw invalidRequest('The test clock is advancing; wait until it is ready.')
  }
  const most = await furthest(unit, clock)
  if (to <= clock.frozen_time || to > most) {
    const message = `frozen_time must be after ${clock.frozen_time} and at most ${most}: two of the shortest periods of its subscriptions.`
    throw invalidRequest(message, { param: 'frozen_time' })
  }
  const status_details = { advancing: { target_frozen_time: to } }
  const patch = { status: 'advancing', status_details } as const
  const type = 'test_helpers.test_clock.advancing'
  const advancing = await change<'test_helpers.test_clock'>(unit, clock, patch, type)
  unit.plan('advance_clock', clock.id, unit.now + MOVES_AFTER_S)
  return advancing
}

/** Job `advance_clock`: everything due on the way happens in the order of time, each at its own. */
export async function runClock(
  unit: Unit,
  id: string,
  workOf: (kind: string) => Work | undefined,
): Promise<void> {
  const clock = await unit.need('test_helpers.test_clock', id)
  const target = clock.status_details.advancing?.target_frozen_time
  if (target === undefined) return
  for (let [job] = await unit.waitingFor(id, target); job; ) {
    unit.done(job)
    unit.put<'test_helpers.test_clock'>({ ...clock, frozen_time: job.due })
    unit.enterClock(id, job.due)
    await workOf(job.kind)?.(unit, job.subject)
    ;[job] = await unit.waitingFor(id, target)
  }
  unit.enterClock(id, target)
  const arrived = { ...clock, frozen_time: target, status: 'ready', status_details: {} } as const
  unit.put<'test_helpers.test_clock'>(arrived)
  await unit.emit('test_helpers.test_clock.ready', arrived)
}

/** Its customers go with it, and what they have of subscriptions. */
export async function deleteClock(unit: Unit, clock: TestClock) {
  const theirs = await unit.list('customer', { all: [`test_clock:${clock.id}`] })
  for (const customer of theirs) if (!('deleted' in customer)) await deleteCustomer(unit, customer)
  unit.remove(clock.id)
  await unit.emit('test_helpers.test_clock.deleted', clock)
  return { id: clock.id, object: clock.object, deleted: true } as const
}

/** Job `delete_clock`: a month is all a test clock has. */
export async function deleteClockDue(unit: Unit, id: string): Promise<void> {
  const clock = await unit.get('test_helpers.test_clock', id)
  if (clock) await deleteClock(unit, clock)
}

/** Where a clock may be sent: two of the shortest periods that run by it, or two years. */
async function furthest(unit: Unit, { id, frozen_time }: TestClock): Promise<number> {
  const running = (await unit.list('subscription', { all: [`test_clock:${id}`] })).filter(
    (subscription) => !hasEnded(subscription),
  )
  const ends = running.flatMap(({ items }) => {
    const recurring = items.data[0]?.price.recurring
    if (!recurring) return []
    const interval_count = MOST_INTERVALS * recurring.interval_count
    return periodEnd(frozen_time, frozen_time, { ...recurring, interval_count })
  })
  const twoYears = { interval: 'year', interval_count: MOST_INTERVALS } as const
  return Math.min(...ends, periodEnd(frozen_time, frozen_time, twoYears))
}

const ways = ['test_clock', 'customer', 'charge', 'payment_intent', 'invoice', 'subscription']

/** From a refund to its charge to its customer to that one's clock, and the like. */
async function clockOf(unit: Unit, id: string, steps = 3): Promise<TestClock | undefined> {
  const clock = await unit.get('test_helpers.test_clock', id)
  if (clock || steps === 0) return clock
  const object = await unit.find(id)
  for (const way of object ? ways : []) {
    const next = object?.[way]
    const found = typeof next === 'string' ? await clockOf(unit, next, steps - 1) : undefined
    if (found) return found
  }
  return undefined
}
