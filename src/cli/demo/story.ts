import { addDays, addMonths, type Day, daysBetween, firstDay, monthOf } from '../../platform/day.ts'
import { type Chance, chanceOf } from './chance.ts'
import { fateOf } from './fate.ts'
import { gift, membership } from './pledge.ts'
import { type MadeUpReader, madeUpReader } from './readers.ts'
import type { Pledge, Scene } from './scene.ts'

/** How much is made up, and from which seed. */
export type Size = Readonly<{ members: number; months: number; seed: number }>
/** Days of [from, to). */
export type Span = Readonly<{ from: Day; to: Day }>
export type Story = Readonly<{ pledges: readonly Pledge[]; scenes: readonly Scene[] }>

/** Month of the year → how many join and give beside an ordinary month. */
const seasons = [1.1, 0.9, 1.15, 1.3, 1, 0.8, 0.55, 0.5, 0.95, 1.1, 1.35, 2.1] as const
const priceRisesAfter_months = 9

/** Everything that readers do in these days, in its order; the same for the same size and days. */
export function storyOf({ members, seed }: Size, span: Span): Story {
  const chance = chanceOf(seed)
  const rises = addMonths(firstDay(monthOf(span.from)), priceRisesAfter_months)
  const pledges: Pledge[] = []
  const scenes: Scene[] = []
  const add = (pledge: Pledge, day: Day) => {
    const place = pledges.push(pledge) - 1
    const scene = (at: Pick<Scene, 'day' | 'turn'>) =>
      scenes.push({ ...at, minute: chance.between(0, 1439), pledge: place })
    scene({ day, turn: { kind: 'order' } })
    for (const later of fateOf(chance, { pledge, day, rises })) scene(later)
  }
  const readers = Array.from({ length: members }, (_, n) => madeUpReader(chance, n))
  for (const reader of readers) {
    const day = seasonalDay(chance, span)
    add(membership(chance, reader, { day, rises }), day)
  }
  for (const reader of givers(chance, readers)) {
    const day = seasonalDay(chance, span)
    add(gift(chance, reader, { day, rises }), day)
  }
  for (const share of [0.3, 0.75]) {
    const day = addDays(span.from, Math.floor(daysBetween(span.from, span.to) * share))
    const reader = madeUpReader(chance, pledges.length)
    add(gift(chance, reader, { day, rises }, { major: true }), day)
  }
  return { pledges, scenes: scenes.filter(({ day }) => day < span.to).sort(byTime) }
}

/** Who gives once: members too, and some of them more often. */
function givers(chance: Chance, members: readonly MadeUpReader[]): MadeUpReader[] {
  return Array.from({ length: Math.ceil(members.length * 0.6) }, (_, n) => {
    const known = chance.happens(0.25) ? members[chance.between(0, members.length - 1)] : undefined
    const reader = known ?? madeUpReader(chance, members.length + n)
    const times = chance.weighted([
      [1, 68],
      [2, 23],
      [4, 9],
    ])
    return Array.from({ length: times }, () => reader)
  }).flat()
}

/** A day of the span, as likely as its season; a seventh stood by the newsroom from its first days. */
function seasonalDay(chance: Chance, { from, to }: Span): Day {
  const days = daysBetween(from, to)
  if (chance.happens(1 / 7)) return addDays(from, chance.between(0, Math.min(20, days - 1)))
  for (;;) {
    const day = addDays(from, chance.between(0, days - 1))
    const season = seasons[Number(day.slice(5, 7)) - 1] ?? 1
    if (chance.happens(season / Math.max(...seasons))) return day
  }
}

function byTime(a: Scene, b: Scene): number {
  return a.day < b.day ? -1 : a.day > b.day ? 1 : a.minute - b.minute
}
