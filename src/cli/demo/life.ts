import {
  addDays,
  addMonths,
  type Day,
  dayOf,
  daysBetween,
  firstDay,
  monthOf,
  startOfDay,
} from '../../platform/day.ts'
import { blocksOf, type Line } from '../progress.ts'
import { anything } from './calls.ts'
import { type Houses, type Lives, moveTo, play, setClock, untilBooked } from './living.ts'
import { officeOf } from './office.ts'
import { work } from './office-work.ts'
import { madeUpRates } from './rates.ts'
import type { Pledge, Scene } from './scene.ts'
import { type Size, type Span, storyOf } from './story.ts'

/** What was lived. */
export type Lived = Readonly<{ memberships: number; gifts: number; span: Span }>
type Watched = Readonly<{ now: Date; line: Line; now_ms: () => number }>

const officeHour_minute = 9 * 60

/**
 * Lives all of it, day by day, up to this moment. Orders go the way of readers, what happens later
 * that of Stripe's stand-in, and finance's work that of its API.
 */
export async function live(houses: Houses, size: Size, watched: Watched): Promise<Lived> {
  const { now } = watched
  const span = spanOf(size, dayOf(now, houses.zone))
  const story = storyOf(size, span)
  await setClock(houses, startOfDay(span.from, houses.zone)) // back, as the account has no objects
  const type = 'text/csv'
  await houses.finance(anything, '/api/rates/import', { text: madeUpRates(size, span), type })
  const scenes = Map.groupBy(story.scenes, ({ day }) => day)
  const office = Map.groupBy(officeOf(size, span), ({ day }) => day)
  const lives: Lives = new Map()
  const show = bar(watched, span)
  for (let day = span.from; day < span.to; day = addDays(day, 1)) {
    const tasks = office.get(day) ?? []
    if (tasks.length > 0) await moveTo(houses, day, officeHour_minute)
    for (const task of tasks) await work(houses, task)
    for (const scene of scenes.get(day) ?? []) await playAt(houses, lives, story.pledges, scene)
    show(addDays(day, 1))
  }
  await setClock(houses, now)
  await untilBooked(houses)
  const gifts = story.pledges.filter(({ frequency }) => frequency === 'once').length
  return { memberships: story.pledges.length - gifts, gifts, span }
}

/** Whole months and the days of the current one before today. */
function spanOf({ months }: Size, today: Day): Span {
  return { from: addMonths(firstDay(monthOf(today)), 1 - months), to: today }
}

async function playAt(
  houses: Houses,
  lives: Lives,
  pledges: readonly Pledge[],
  { day, minute, pledge: place, turn }: Scene,
): Promise<void> {
  const pledge = pledges[place]
  if (pledge === undefined) throw new RangeError(`there is no pledge ${place}`)
  await moveTo(houses, day, minute)
  await play(houses, lives, { pledge: [place, pledge], turn })
}

const width = 30

function bar({ line, now_ms }: Watched, { from, to }: Span): (reached: Day) => void {
  const days = daysBetween(from, to)
  const begun_ms = now_ms()
  return (reached) => {
    const share = daysBetween(from, reached) / days
    const left_s = Math.ceil(((now_ms() - begun_ms) * (1 - share)) / share / 1000)
    const last = reached >= to
    line(`${blocksOf(share, width)} ${reached}${last ? '' : `, about ${left_s} s left`}`, { last })
  }
}
