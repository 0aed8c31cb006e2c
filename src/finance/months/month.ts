import type { Reader } from '../../platform/database/connection.ts'
import type { Month } from '../../platform/day.ts'
import type { ReportDeps } from '../query.ts'
import { closingsOf } from './history.ts'
import { monthState } from './report.ts'
import { snapshots } from './snapshot.ts'

/**
 * A month with everything that it was closed with; `hash` is of `snapshot`, which is null while the
 * month is open. Null for a month that ended before the books begin.
 */
export async function monthWithSnapshot(reader: Reader, month: Month, deps: ReportDeps) {
  const state = await monthState(reader, month, deps)
  if (state === null) return null
  const [[kept], history] = await Promise.all([snapshots(reader, month), closingsOf(reader, month)])
  if (!kept) return { ...state, snapshot: null, history }
  const { hash: _, ...snapshot } = kept
  return { ...state, snapshot, history }
}
