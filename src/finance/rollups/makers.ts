import { attributionLines } from '../attribution/lines.ts'
import { donorsOfMonths } from '../donors/lines.ts'
import { memberLines } from '../members/lines.ts'
import { supporterLines } from '../members/supporters.ts'
import { mrrLines } from '../mrr/lines.ts'
import type { LineMaker } from '../persons/line.ts'
import { readerShareLines } from '../reader-share/lines.ts'
import { cohortLines } from '../retention/cohort-lines.ts'
import { retentionOfMonths } from '../retention/lines.ts'

/** SUPPORTER_MONTHS where nothing is set; supporters by another window are worked from every person. */
const usualMonths = 12

/** Whose sums over persons are kept; any other maker's are worked from every person at each call. */
export const keptMakers: readonly LineMaker[] = [
  readerShareLines,
  donorsOfMonths,
  attributionLines,
  mrrLines,
  memberLines,
  supporterLines(usualMonths),
  retentionOfMonths,
  cohortLines,
]
