import { type Price, priceKey } from './price.ts'
import type { BookedOn, SubscriptionChange as Change } from './subscription-changes.ts'

/** How a subscription stood from a moment on, and on which day of the books that counts. */
export type Stand = BookedOn &
  Readonly<{
    at: Date
    currency: string
    status: string
    paused: boolean
    price: Price
    pause_reason: string | null
    end_reason: string | null
  }>

/**
 * The course of one subscription from all that is kept of it, in any order. Events lead: of one second
 * a beginning, then each change where the last one left off, then the end. What was seen on the
 * subscription itself fills only the gaps that events leave: a beginning without `created`, an end
 * without `deleted`, and between two events that do not meet. So an event that comes late takes the
 * place of what was seen, and nothing counts twice.
 */
export function courseOf(changes: readonly Change[]): Stand[] {
  const told = toldIn(changes)
  const seen = changes.filter(({ kind }) => kind === 'seen').sort(byTime)
  const steps: Stand[] = beginning(changes, told)
  for (const change of told) steps.push(...missed(steps.at(-1), seen, change), change)
  const course = ended(changes, [...steps, ...missed(steps.at(-1), seen, null)])
  const shown = changes.flatMap(({ price }) => price.terms)
  const terms = [...new Map(shown.map((each) => [each.id, each])).values()]
  return course.map((stand) => ({ ...stand, price: { ...stand.price, terms } }))
}

/**
 * The same as it counts in the books: what came after its month was closed changes nothing before the
 * day it is booked on, and there the course goes on as it is known by then.
 */
export function bookedCourseOf(changes: readonly Change[]): Stand[] {
  const days = new Set(changes.flatMap((each) => (each.true_day === null ? [] : [each.day])))
  return [...days].sort().reduce(
    (course, late) => {
      const known = courseOf(changes.filter((each) => each.true_day === null || each.day <= late))
      const isPast = ({ day, true_day }: Stand) => (true_day ?? day) < late
      const past = known.filter(isPast).slice(-1)
      return [
        ...course.filter(({ day }) => day < late),
        ...past.map((stand) => ({ ...stand, day: late })),
        ...known.filter((stand) => !isPast(stand)),
      ]
    },
    courseOf(changes.filter(({ true_day }) => true_day === null)),
  )
}

/** Everything about a stand that counts, to tell two apart. */
export function standKey({ status, paused, price }: Pick<Stand, 'status' | 'paused' | 'price'>) {
  return `${status} ${paused} ${priceKey(price)}`
}

/** What events told, each change once, in the order in which it happened. */
export function toldIn(changes: readonly Change[]): Change[] {
  return inOrder(distinct(changes.filter(({ kind }) => rank(kind) > 0)))
}

/** How an event found the subscription; null where it does not say that. */
export function beforeOf(change: Before): Pick<Stand, 'status' | 'paused' | 'price'> | null {
  const { status_before: status, paused_before: paused, price_before: price } = change
  return status === null || paused === null || price === null ? null : { status, paused, price }
}
type Before = Pick<Change, 'status_before' | 'paused_before' | 'price_before'>

const toldBy: readonly Change['kind'][] = ['created', 'updated', 'deleted']

/** 0 for what no event told. */
function rank(kind: Change['kind']): number {
  return toldBy.indexOf(kind) + 1
}

function byTime(a: Change, b: Change): number {
  const order = a.at.getTime() - b.at.getTime() || rank(a.kind) - rank(b.kind)
  return order || (a.event_id < b.event_id ? -1 : 1)
}

/** One change may come as two events (domain/stripe.md 4.2). */
function distinct(changes: readonly Change[]): Change[] {
  const sameAs = ({ kind, at, ...change }: Change) =>
    `${kind} ${at.getTime()} ${beforeKey(change)} ${standKey(change)} ${change.ends_at?.getTime()}`
  return [...new Map(changes.toSorted(byTime).map((each) => [sameAs(each), each])).values()]
}

/** By time, and the changes of one second each after the one that left what it found. */
function inOrder(changes: readonly Change[]): Change[] {
  const left = changes.toSorted(byTime)
  const ordered: Change[] = []
  for (let [first] = left; first !== undefined; [first] = left) {
    const { at, kind } = first
    const found = ordered.at(-1)
    const next = left.findIndex(
      (each) =>
        each.at.getTime() === at.getTime() &&
        each.kind === kind &&
        found !== undefined &&
        beforeKey(each) === standKey(found),
    )
    ordered.push(...left.splice(Math.max(next, 0), 1))
  }
  return ordered
}

function beforeKey(change: Before): string | null {
  const before = beforeOf(change)
  return before && standKey(before)
}

/** How it stood when it began, where no event told that. */
function beginning(changes: readonly Change[], [first]: readonly Change[]): Stand[] {
  if (first?.kind === 'created') return []
  return changes.filter(({ kind, at }) => kind === 'began' && (!first || at <= first.at))
}

/**
 * What was seen between two events that do not meet, or after the last one; what an event's own second
 * showed may be older than the event.
 */
function missed(last: Stand | undefined, seen: readonly Change[], next: Change | null): Stand[] {
  if (last === undefined) return []
  const meets = next !== null && beforeKey(next) === standKey(last)
  if (meets || next?.kind === 'created') return []
  return seen.filter(({ at }) => at > last.at && (next === null || at < next.at))
}

function ended(changes: readonly Change[], steps: readonly Stand[]): Stand[] {
  const end = changes.find(({ kind }) => kind === 'ended')
  if (end === undefined || changes.some(({ kind }) => kind === 'deleted')) return [...steps]
  return [...steps.filter(({ at }) => at < end.at), end]
}
