import fc from 'fast-check'
import { expect, test } from 'vitest'
import { courseOf, standKey } from '../../src/members/course.ts'
import { newOf, type Sight } from '../../src/members/sightings.ts'
import type { SubscriptionChange } from '../../src/members/subscription-changes.ts'
import { dayOf } from '../../src/platform/day.ts'
import { after, change, priced } from './changes.ts'

const kyiv = (at: Date) => dayOf(at, 'Europe/Kyiv')

/** What a sight adds to what is known, as rows. */
function seeing(sight: Sight, known: readonly SubscriptionChange[]): SubscriptionChange[] {
  return newOf(sight, known, (at) => ({ day: kyiv(at), true_day: null })).map((row) => ({
    ...change(row.kind, '2026-01-01'),
    ...row,
    at: new Date(row.at),
  }))
}

function sightOf(row: SubscriptionChange, more: Partial<Sight> = {}): Sight {
  const { kind: _k, event_id: _e, at, day: _d, true_day: _t, ...stands } = row
  return {
    at,
    started_at: new Date('2026-01-05T09:00:00Z'),
    trial_ends_at: null,
    ended_at: null,
    stands,
    ...more,
  }
}

const steps = (rows: readonly SubscriptionChange[]) =>
  courseOf(rows).map(({ at, status, paused, price }) => [
    at.toISOString().slice(0, 10),
    paused ? 'paused' : status,
    price.items[0]?.amount_minor,
  ])

test('what began before we listened begins on its own first day, and ends on its last', () => {
  const first = change('seen', '2026-06-01T10:00:00Z', { price: priced(500n) })
  const known = seeing(sightOf(first), [])
  expect(steps(known).at(0)).toEqual(['2026-01-05', 'active', '500'])
  const over = change('seen', '2026-08-03T10:00:00Z', { status: 'canceled', price: priced(500n) })
  const ended_at = new Date('2026-08-01T09:00:00Z')
  const later = [...known, ...seeing(sightOf(over, { ended_at }), known)]
  expect(steps(later).at(-1)).toEqual(['2026-08-01', 'canceled', '500'])
})

test('a trial that is over is not counted as time paid for', () => {
  const first = change('seen', '2026-06-01T10:00:00Z')
  const trial_ends_at = new Date('2026-02-05T09:00:00Z')
  expect(steps(seeing(sightOf(first, { trial_ends_at }), [])).at(0)?.[0]).toBe('2026-02-05')
})

test('a change that no event told stands where it was seen, until its event comes', () => {
  const created = change('created', '2026-01-05T09:00:00Z', { price: priced(500n) })
  const missing = after(created, 'updated', '2026-03-01T09:00:00Z', { price: priced(900n) })
  const seen = seeing(sightOf(change('seen', '2026-04-01T09:00:00Z', { price: priced(900n) })), [
    created,
  ])
  expect(steps([created, ...seen])).toEqual([
    ['2026-01-05', 'active', '500'],
    ['2026-04-01', 'active', '900'],
  ])
  expect(dates(courseOf([created, ...seen, missing]))).toEqual(['2026-01-05', '2026-03-01'])
})

test('two changes of one second follow each other, whatever their ids', () => {
  const created = change('created', '2026-01-05T09:00:00Z', { price: priced(500n) })
  const last = change('updated', '2026-03-01T09:00:00Z')
  const middle = after(created, 'updated', '2026-03-01T09:00:00Z', { price: priced(900n) })
  const end = {
    ...after(middle, 'updated', '2026-03-01T09:00:00Z', { price: priced(700n) }),
    event_id: last.event_id,
  }
  const twin = { ...middle, event_id: 'evt_zz' }
  expect(steps([end, twin, created, middle]).map(([, , amount]) => amount)).toEqual([
    '500',
    '900',
    '700',
  ])
})

/** When it came to stand differently. */
function dates(course: ReturnType<typeof courseOf>): string[] {
  return course
    .filter(
      (stand, index) => index === 0 || standKey(stand) !== standKey(course[index - 1] ?? stand),
    )
    .map(({ at }) => at.toISOString().slice(0, 10))
}

const life = fc.array(
  fc.record({
    hours: fc.integer({ min: 0, max: 400 }),
    status: fc.constantFrom('active', 'active', 'past_due', 'unpaid', 'paused'),
    paused: fc.boolean(),
    amount: fc.constantFrom(500n, 900n, 1200n),
  }),
  { maxLength: 6 },
)

test('any order of events, with looks at the subscription between them, ends in one course', () => {
  fc.assert(
    fc.property(life, fc.boolean(), fc.infiniteStream(fc.nat(1000)), (acts, ends, luck) => {
      const events = told(acts, ends)
      const truth = courseOf(events)
      const known: SubscriptionChange[] = []
      for (const event of shuffled(events, luck)) {
        known.push(event)
        const newest = Math.max(...known.map((row) => events.indexOf(row)))
        const look = newest + ((luck.next().value ?? 0) % (events.length - newest))
        known.push(...seeing(lookAt(look, events, luck.next().value ?? 0), known))
      }
      expect(dates(courseOf(known))).toEqual(dates(truth))
      expect(courseOf(known).map(standKey).at(-1)).toBe(truth.map(standKey).at(-1))
    }),
    { numRuns: 200 },
  )
})

type Act = Readonly<{ hours: number; status: string; paused: boolean; amount: bigint }>

function told(acts: readonly Act[], ends: boolean): SubscriptionChange[] {
  const events = [change('created', '2026-01-05T09:00:00Z', { price: priced(500n) })]
  let last = events[0] ?? change('created', '2026-01-05T09:00:00Z')
  for (const { hours, status, paused, amount } of acts) {
    const at = new Date(last.at.getTime() + hours * 3_600_000).toISOString()
    const next = after(last, 'updated', at, { status, paused, price: priced(amount) })
    if (standKey(next) === standKey(last)) continue
    events.push(next)
    last = next
  }
  if (ends)
    events.push(after(last, 'deleted', new Date(last.at.getTime() + 3_600_000).toISOString()))
  return events
}

/** How it stood after one of its events, by a clock that goes up to a thousand minutes fast. */
function lookAt(index: number, events: readonly SubscriptionChange[], fast: number): Sight {
  const then = events[index] ?? change('created', '2026-01-05T09:00:00Z')
  const last = events.at(-1) ?? then
  const dated = then.at.getTime() + 1 + fast * 60_000
  const at = new Date(then === last ? dated : Math.min(dated, last.at.getTime() - 1))
  return sightOf({ ...then, at }, { ended_at: then.kind === 'deleted' ? then.at : null })
}

function shuffled<T>(items: readonly T[], luck: fc.Stream<number>): T[] {
  return items
    .map((item) => ({ item, place: luck.next().value ?? 0 }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}
