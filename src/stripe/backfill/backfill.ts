import { type Day, startOfDay } from '../../platform/day.ts'
import { readEvents } from '../sweeps/events.ts'
import { readMark } from '../sweeps/watermark.ts'
import type { SyncDeps } from '../sync/effect.ts'
import type { Cursor } from '../sync/pages.ts'
import { workInbox } from '../sync/round.ts'
import { type Reading, readings } from './lists.ts'
import { oldestOf, type Progress, shareRead } from './progress.ts'
import { keepPlace, type ListState, openRun } from './run.ts'

type Told = (progress: Progress) => void
export type ListRead = Readonly<{ list: string; objects: number }>
/** `objects`: how many each list has, those of an earlier part of the same run included. */
export type Backfilled = Readonly<{ resumed: boolean; lists: readonly ListRead[] }>

/**
 * Reads an account's whole history from `since` on, in pages of a hundred, and applies it as if the
 * webhooks had come. Stopped at any moment, the same call goes on where it was. It may run beside the
 * server: each object is written under its lease. What cannot be read is left to the inbox. Nobody is
 * told of it.
 */
export async function backfill(deps: SyncDeps, since: Day, told: Told): Promise<Backfilled> {
  const states = await openRun(deps.db, { since, lists: namesOf(readings), now: deps.clock.now() })
  const resumed = states.some(({ after, done }) => done || after !== null)
  await readRecentEvents(deps)
  const silent = { ...deps, quiet: true }
  const lists: ListRead[] = []
  for (const reading of readings) {
    const state = states.find(({ list }) => list === reading.list)
    if (state === undefined) continue // a list that an earlier version did not know
    const objects = state.done ? state.objects : await readToEnd(silent, reading, state, told)
    lists.push({ list: reading.list, objects })
  }
  await workInbox(deps)
  return { resumed, lists }
}

/** Counts what would be read, and writes nothing. */
export async function countHistory(deps: SyncDeps, since: Day, told: Told): Promise<ListRead[]> {
  const lists: ListRead[] = []
  const begun_at = deps.clock.now()
  for (const reading of readings) {
    let objects = 0
    for await (const { progress } of pages(deps, reading, fresh(since, reading.list, begun_at))) {
      objects = progress.objects
      told(progress)
    }
    lists.push({ list: reading.list, objects })
  }
  return lists
}

function namesOf(all: readonly Reading[]): string[] {
  return all.map(({ list }) => list)
}

function fresh(since: Day, list: string, begun_at: Date): ListState {
  return { since, list, begun_at, after: null, reached: null, objects: 0, done: false }
}

/** Events that lie in the inbox are answered by the lists; later they would each cost a fetch. */
async function readRecentEvents(deps: SyncDeps): Promise<void> {
  if ((await readMark(deps.db, 'events')) === null) await readEvents(deps, { youngest_s: 0 })
}

async function readToEnd(
  deps: SyncDeps,
  reading: Reading,
  state: ListState,
  told: Told,
): Promise<number> {
  let objects = state.objects
  for await (const { page, at, next, progress } of pages(deps, reading, state)) {
    await reading.apply(deps, page, at)
    await keepPlace(deps.db, next, deps.clock.now())
    objects = next.objects
    told(progress)
  }
  return objects
}

/** The pages of a list, each next one asked for while the one before is written. */
async function* pages(deps: SyncDeps, reading: Reading, state: ListState) {
  const from = startOfDay(state.since, deps.config.reportingTimezone)
  let coming = pageBehind(deps, reading, state, from)
  for (let done = state.done; !done; ) {
    const { page, at, next } = await coming
    done = next.done
    if (!done) {
      coming = pageBehind(deps, reading, next, from)
      coming.catch(() => {}) // told when it is its turn
    }
    yield { page, at, next, progress: progressOf(next, from) }
  }
}

/** `at` is when it was asked for, `next` the state once it is written. */
async function pageBehind(deps: SyncDeps, reading: Reading, state: ListState, from: Date) {
  const at = deps.clock.now()
  const cursor: Cursor = state.after === null ? {} : { starting_after: state.after }
  const { data, has_more } = await reading.page(deps.stripe, from, cursor)
  const next: ListState = {
    ...state,
    after: data.at(-1)?.id ?? state.after,
    reached: oldestOf(data) ?? state.reached,
    objects: state.objects + data.length,
    done: !has_more || data.length === 0,
  }
  return { page: data, at, next }
}

function progressOf({ list, objects, reached, begun_at, done }: ListState, from: Date): Progress {
  return { list, objects, done, share: done ? 1 : shareRead({ from, to: begun_at }, reached) }
}
