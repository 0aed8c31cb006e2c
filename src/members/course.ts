import type { Day } from '../platform/day.ts'
import { type Price, priceKey } from './price.ts'
import type { SubscriptionChange } from './subscription-changes.ts'

/** How a subscription stood from a moment on; `day` is the one it counts on in the books. */
export type Stand = Readonly<{
  at: Date
  day: Day
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
export function courseOf(changes: readonly SubscriptionChange[]): Stand[] {
  const told = inOrder(distinct(changes.filter(({ kind }) => rank(kind) > 0)))
  const seen = changes.filter(({ kind }) => kind === 'seen').sort(byTime)
  const steps = beginning(changes, told, seen)
  for (const change of told) {
    steps.push(...missed(steps.at(-1), seen, change), change)
  }
  return ended(changes, [...steps, ...missed(steps.at(-1), seen, null)])
}

/** Everything about a stand that counts, to tell two apart. */
export function standKey({ status, paused, price }: Pick<Stand, 'status' | 'paused' | 'price'>) {
  return `${status} ${paused} ${priceKey(price)}`
}

const toldBy: readonly SubscriptionChange['kind'][] = ['created', 'updated', 'deleted']

/** 0 for what no event told. */
function rank(kind: SubscriptionChange['kind']): number {
  return toldBy.indexOf(kind) + 1
}

function byTime(a: SubscriptionChange, b: SubscriptionChange): number {
  const order = a.at.getTime() - b.at.getTime() || rank(a.kind) - rank(b.kind)
  return order || (a.event_id < b.event_id ? -1 : 1)
}

/** One change may come as two events (domain/stripe.md 4.2). */
function distinct(changes: readonly SubscriptionChange[]): SubscriptionChange[] {
  const sameAs = ({ kind, at, ...change }: SubscriptionChange) =>
    `${kind} ${at.getTime()} ${beforeKey(change)} ${standKey(change)} ${change.ends_at?.getTime()}`
  return [...new Map(changes.toSorted(byTime).map((each) => [sameAs(each), each])).values()]
}

/** By time, and the changes of one second each after the one that left what it found. */
function inOrder(changes: readonly SubscriptionChange[]): SubscriptionChange[] {
  const left = changes.toSorted(byTime)
  const ordered: SubscriptionChange[] = []
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

/** Null where the event did not say what was before. */
function beforeOf(change: Before): Pick<Stand, 'status' | 'paused' | 'price'> | null {
  const { status_before: status, paused_before: paused, price_before: price } = change
  return status === null || paused === null || price === null ? null : { status, paused, price }
}
type Before = Pick<SubscriptionChange, 'status_before' | 'paused_before' | 'price_before'>

function beforeKey(change: Before): string | null {
  const before = beforeOf(change)
  return before && standKey(before)
}

/**
 * How it stood when it began, where no event told that: as the first event says that it found it, or
 * as it was first seen.
 */
function beginning(
  changes: readonly SubscriptionChange[],
  [first]: readonly SubscriptionChange[],
  [sight]: readonly SubscriptionChange[],
): Stand[] {
  const began = changes.find(({ kind }) => kind === 'began')
  if (began === undefined || first?.kind === 'created') return []
  if (first === undefined) return [began]
  if (began.at > first.at) return []
  const isSeenFirst = sight !== undefined && sight.at < first.at
  return [isSeenFirst ? began : { ...began, ...beforeOf(first) }]
}

/** What was seen between two events that do not meet, or after the last one. */
function missed(
  last: Stand | undefined,
  seen: readonly SubscriptionChange[],
  next: SubscriptionChange | null,
): Stand[] {
  if (last === undefined) return []
  const meets = next !== null && beforeKey(next) === standKey(last)
  if (meets || next?.kind === 'created') return []
  return seen.filter(({ at }) => at >= last.at && (next === null || at < next.at))
}

function ended(changes: readonly SubscriptionChange[], steps: readonly Stand[]): Stand[] {
  const end = changes.find(({ kind }) => kind === 'ended')
  if (end === undefined || changes.some(({ kind }) => kind === 'deleted')) return [...steps]
  return [...steps.filter(({ at }) => at < end.at), end]
}
