import type { ObjectType } from '../inbox/subject.ts'
import type { SyncDeps } from '../sync/effect.ts'
import { applyPage } from '../sync/listed.ts'
import { type Cursor, pagesOf } from '../sync/pages.ts'
import type { Found, Patience, Reading, Sweep } from './find.ts'
import { changedLately } from './lately.ts'
import { moveMark, readMark } from './watermark.ts'

type Listed = { id: string }
type Facts = Readonly<Record<string, unknown>>

/** A kind of object whose list is compared with what we keep of it. */
export type Comparison = Readonly<{
  sweep: Sweep
  type: ObjectType
  /** The events that tell of a change. */
  events: readonly string[]
  /** `mark`: when the last comparison began; null before the first. */
  list: (
    deps: SyncDeps,
    mark: Date | null,
    cursor: Cursor,
  ) => Promise<{ data: Listed[]; has_more: boolean }>
  /** What the object says, under the names of our columns. */
  said: (object: unknown) => Facts
  /** What we keep of these objects, of which there is one at least. */
  kept: (deps: SyncDeps, ids: readonly string[]) => Promise<readonly (Facts & { id: string })[]>
  /** What we keep and the list no longer has. */
  gone: (deps: SyncDeps, seen: ReadonlySet<string>, began: Date) => Promise<readonly string[]>
}>

/**
 * Reads a whole list, puts right what differs from ours and asks for what has gone. A difference is
 * missed only when Stripe has not told of the object within `youngest_s`.
 */
export async function compareObjects(
  deps: SyncDeps,
  comparison: Comparison,
  patience: Patience,
): Promise<Reading> {
  const { sweep, events } = comparison
  const mark = await readMark(deps.db, sweep)
  const began = deps.clock.now()
  const { seen, differing } = await compareList(deps, comparison, mark)
  const gone = await comparison.gone(deps, seen, began)
  await moveMark(deps.db, sweep, began)
  const all = [...differing, ...gone]
  const lately = all.length === 0 ? seen : await changedLately(deps, events, patience)
  const found = all.filter((id) => !lately.has(id)).map((id): Found => ({ object: id, id }))
  return { listed: seen.size, found, first: mark === null }
}

async function compareList(deps: SyncDeps, comparison: Comparison, mark: Date | null) {
  const seen = new Set<string>()
  const differing: string[] = []
  let at = deps.clock.now()
  const list = (cursor: Cursor) => {
    at = deps.clock.now()
    return comparison.list(deps, mark, cursor)
  }
  for await (const page of pagesOf(list)) {
    for (const { id } of page) seen.add(id)
    const objects = await differingIn(deps, comparison, page)
    await applyPage(deps, { type: comparison.type, objects, at })
    differing.push(...objects.map(({ id }) => id))
  }
  return { seen, differing }
}

/** One that cannot be read differs too: it is put before whoever shelves it. */
async function differingIn(
  deps: SyncDeps,
  { kept, said }: Comparison,
  page: readonly Listed[],
): Promise<Listed[]> {
  if (page.length === 0) return []
  const ids = page.map(({ id }) => id)
  const rows = new Map((await kept(deps, ids)).map((row) => [row.id, row]))
  return page.filter((object) => {
    const row = rows.get(object.id)
    return row === undefined || !agrees(row, object, said)
  })
}

function agrees(row: Facts, object: unknown, said: Comparison['said']): boolean {
  try {
    return Object.entries(said(object)).every(([name, value]) => isSame(row[name], value))
  } catch {
    return false
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b
}
