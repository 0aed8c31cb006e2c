import * as z from 'zod'
import { invalid, type Problem } from './problem.ts'

/**
 * Where a list goes on, as one opaque word: the sort key of the last row handed out. A row that
 * comes in between is neither shown twice nor makes another one be missed.
 */
export function writeCursor(key: readonly string[]): string {
  return btoa(encodeURIComponent(JSON.stringify(key)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** The words of a cursor, or null for text that no list of ours gave. */
export function readCursor(cursor: string): string[] | null {
  try {
    const text = decodeURIComponent(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')))
    return z.array(z.string()).parse(JSON.parse(text))
  } catch {
    return null // not base64, not JSON or not a list: in each case no cursor of ours
  }
}

/** What a list is asked for: how many rows, and after which of them it goes on. */
export const pageFields = {
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(500).optional(),
}

/** After which row a list goes on, null from its beginning on; `place` reads the words of its cursors. */
export function placeIn<Place extends object>(
  cursor: string | undefined,
  place: z.ZodType<Place>,
): Place | 'cursor_unknown' | null {
  if (cursor === undefined) return null
  const words = place.safeParse(readCursor(cursor))
  return words.success ? words.data : 'cursor_unknown'
}

/** The first `limit` of rows, which were read one further, and the cursor of what follows them. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly string[],
): Readonly<{ rows: Row[]; next_cursor: string | null }> {
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return { rows: page, next_cursor: last === undefined ? null : writeCursor(keyOf(last)) }
}

/** The 422 for a cursor that no list of ours gave. */
export function unknownCursor(): Problem {
  return invalid([{ field: 'cursor', message: 'This is no cursor that a list here gave.' }])
}
