import type { Day } from '../../platform/day.ts'
import type { Range } from '../period.ts'
import type { Line, LineSum } from '../persons/line.ts'

/** What lines of one measure come to, by their key. */
export type Totals = readonly Pick<Line, 'key' | 'value'>[]

/** Sums of lines over any days, each found without walking through the days again. */
export type Series = Readonly<{
  /** All that came before a day. */
  before: (measure: string, day: Day) => Totals
  within: (measure: string, range: Range) => Totals
}>

export function seriesOf(sums: readonly LineSum[]): Series {
  const tracks = tracksOf(sums)
  const totals = (measure: string, of: (track: Track) => bigint) =>
    [...(tracks.get(measure) ?? [])].map(([key, track]) => ({ key, value: of(track) }))
  return {
    before: (measure, day) => totals(measure, (track) => reached(track, day)),
    within: (measure, { from, to }) =>
      totals(measure, (track) => reached(track, to) - reached(track, from)),
  }
}

/** What a key's values come to, day after day. */
type Track = { days: Day[]; totals: bigint[] }

function tracksOf(sums: readonly LineSum[]): ReadonlyMap<string, ReadonlyMap<string, Track>> {
  const tracks = new Map<string, Map<string, Track>>()
  for (const { measure, at, key, value } of sums.toSorted(byDay)) {
    const keys = tracks.get(measure) ?? new Map<string, Track>()
    const track = keys.get(key) ?? { days: [], totals: [] }
    track.days.push(at)
    track.totals.push((track.totals.at(-1) ?? 0n) + value)
    tracks.set(measure, keys.set(key, track))
  }
  return tracks
}

function byDay(a: LineSum, b: LineSum): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0
}

/** The total of all days before one. */
function reached({ days, totals }: Track, day: Day): bigint {
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] ?? day) < day) low = middle + 1
    else high = middle
  }
  return totals[low - 1] ?? 0n
}

/** The sum of all keys. */
export function sumIn(totals: Totals): bigint {
  return totals.reduce((sum, { value }) => sum + value, 0n)
}
