import { beforeOf, courseOf, standKey, toldIn } from './course.ts'
import type { Price } from './price.ts'
import type { BookedOn, SubscriptionChange } from './subscription-changes.ts'

/** A subscription as it was seen itself, not told by an event. */
export type Sight = Readonly<{
  at: Date
  started_at: Date
  trial_ends_at: Date | null
  ended_at: Date | null
  stands: Omit<
    SubscriptionChange,
    'event_id' | 'at' | 'kind' | keyof BookedOn | keyof typeof unknownBefore
  >
}>

const unknownBefore = {
  status_before: null,
  paused_before: null,
  amount_before_minor: null,
  interval_unit_before: null,
  interval_count_before: null,
  ends_at_before: null,
  price_before: null,
} as const

/**
 * The rows that a sight adds to what is kept: a beginning that no event told, an end that none told,
 * and how it stands where that is not how what is kept leaves it. Nothing in the ordinary course, as
 * events tell all of it.
 */
export function newOf(
  sight: Sight,
  known: readonly SubscriptionChange[],
  bookedOn: (at: Date) => BookedOn,
): SubscriptionChange[] {
  const row = (kind: 'began' | 'seen' | 'ended', at: Date, event_id: string = kind) => {
    const price = withDays(sight.stands.price, bookedOn)
    const { stands } = sight
    return { ...stands, ...unknownBefore, ...bookedOn(at), price, kind, at, event_id }
  }
  const has = (kind: SubscriptionChange['kind']) => known.some((each) => each.kind === kind)
  const hasBegun = has('created') || has('began')
  const began = hasBegun ? [] : [{ ...row('began', beginOf(sight)), ...asItBegan(sight, known) }]
  const seenAt = newsAt(sight, [...known, ...began])
  const seen = seenAt === null ? [] : [row('seen', seenAt, `seen ${sight.at.toISOString()}`)]
  const isNewEnd = sight.ended_at !== null && !hasEnded(known)
  return [...began, ...seen, ...(isNewEnd ? [row('ended', sight.ended_at)] : [])]
}

/** The row that says a subscription is over which Stripe no longer shows; none where that is known. */
export function endIn(
  known: readonly SubscriptionChange[],
  at: Date,
  bookedOn: (at: Date) => BookedOn,
): SubscriptionChange[] {
  const last = known.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1)
  if (last === undefined || hasEnded(known)) return []
  const end = { kind: 'ended', status: 'canceled', end_reason: 'customer_deleted' } as const
  return [
    { ...last, ...unknownBefore, ...end, ...bookedOn(at), at, ends_at: null, event_id: 'ended' },
  ]
}

function hasEnded(known: readonly SubscriptionChange[]): boolean {
  return known.some(({ kind }) => kind === 'deleted' || kind === 'ended')
}

/** Time on trial was worth nothing, so that a trial which is over is left out. */
function beginOf({ at, started_at, trial_ends_at, stands }: Sight): Date {
  const isOver = trial_ends_at !== null && trial_ends_at <= at && stands.status !== 'trialing'
  return isOver && trial_ends_at > started_at ? trial_ends_at : started_at
}

/**
 * As the first event says that it found it. Else as it is seen, running: what became of it later is a
 * step of its own.
 */
function asItBegan({ stands: { status } }: Sight, known: readonly SubscriptionChange[]) {
  const [first] = toldIn(known)
  const isUnbegun = ['trialing', 'incomplete', 'incomplete_expired'].includes(status)
  const running = { status: isUnbegun ? status : 'active', paused: false }
  return { ...running, ...(first && beforeOf(first)), pause_reason: null, end_reason: null }
}

/**
 * When the sight is news: at its own time where it differs from how what is kept leaves it, and at the
 * time of that where it only shows in full what a discount takes off, as events name it by its id.
 * Null where it is none; that it is over is told by its end.
 */
function newsAt(
  { at, ended_at, stands }: Sight,
  known: readonly SubscriptionChange[],
): Date | null {
  const last = courseOf(known).at(-1)
  if (ended_at !== null || last === undefined) return null
  if (standKey(last) !== standKey(stands)) return at
  const shown = new Set(known.flatMap(({ price }) => price.terms.map(({ id }) => id)))
  return stands.price.terms.some(({ id }) => !shown.has(id)) ? last.at : null
}

function withDays(price: Price, bookedOn: (at: Date) => BookedOn): Price {
  const terms = price.terms.map((each) => ({
    ...each,
    end_day: each.ends_at === null ? null : bookedOn(new Date(each.ends_at)).day,
  }))
  return { ...price, terms }
}
