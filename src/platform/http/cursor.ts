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

/** The 422 for a cursor that no list of ours gave. */
export function unknownCursor(): Problem {
  return invalid([{ field: 'cursor', message: 'This is no cursor that a list here gave.' }])
}
