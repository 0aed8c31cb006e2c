import { attributionLines } from '../attribution/lines.ts'
import { donorsOfMonths } from '../donors/lines.ts'
import type { LineMaker } from '../persons/line.ts'
import { readerShareLines } from '../reader-share/lines.ts'

/** Whose sums over persons are kept; any other maker's are worked from every person at each call. */
export const keptMakers: readonly LineMaker[] = [readerShareLines, donorsOfMonths, attributionLines]
