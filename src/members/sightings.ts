import type { Day } from '../platform/day.ts'
import { courseOf, standKey } from './course.ts'
import type { Price } from './price.ts'
import type { NewSubscriptionChange, SubscriptionChange } from './subscription-changes.ts'

/** A subscription as it was seen itself, not told by an event. */
export type Sight = Readonly<{
  at: Date
  started_at: Date
  trial_ends_at: Date | null
  ended_at: Date | null
  stands: Omit<
    NewSubscriptionChange,
    'event_id' | 'at' | 'day' | 'kind' | keyof typeof unknownBefore
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
  { at, started_at, trial_ends_at, ended_at, stands }: Sight,
  known: readonly SubscriptionChange[],
  dayOf: (at: Date) => Day,
): NewSubscriptionChange[] {
  const row = (kind: 'began' | 'seen' | 'ended', when: Date, name: string = kind) => {
    const price = withDays(stands.price, dayOf)
    return { ...stands, ...unknownBefore, price, kind, at: when, day: dayOf(when), event_id: name }
  }
  const has = (kind: SubscriptionChange['kind']) => known.some((each) => each.kind === kind)
  const isKnown = has('created') || has('began')
  const last = courseOf(known).at(-1)
  const isNews =
    !isKnown ||
    last === undefined ||
    standKey(last) !== standKey(stands) ||
    showsMore(stands, known)
  const seen = isNews ? [row('seen', at, `seen ${at.toISOString()}`)] : []
  const began = isKnown ? [] : [{ ...row('began', beginOf()), ...asItBegan(stands.status) }]
  const isEnd = ended_at !== null && !has('deleted') && !has('ended')
  return [...began, ...seen, ...(isEnd ? [row('ended', ended_at)] : [])]

  /** A trial that is over was worth nothing. */
  function beginOf(): Date {
    const isOver = trial_ends_at !== null && trial_ends_at <= at && stands.status !== 'trialing'
    return isOver && trial_ends_at > started_at ? trial_ends_at : started_at
  }
}

/** What came of it later is a step of its own, so it was running, unless it never was. */
function asItBegan(status: string) {
  const isUnbegun = ['trialing', 'incomplete', 'incomplete_expired'].includes(status)
  return {
    status: isUnbegun ? status : 'active',
    paused: false,
    pause_reason: null,
    end_reason: null,
  }
}

/** Whether a discount is shown in full for the first time: events name it by its id. */
function showsMore({ price: { terms } }: Sight['stands'], known: readonly SubscriptionChange[]) {
  const shown = new Set(known.flatMap(({ price }) => price.terms.map(({ id }) => id)))
  return terms.some(({ id }) => !shown.has(id))
}

function withDays(price: Price, dayOf: (at: Date) => Day): Price {
  const terms = price.terms.map((each) => ({
    ...each,
    end_day: each.ends_at === null ? null : dayOf(new Date(each.ends_at)),
  }))
  return { ...price, terms }
}
