import { attributionLines } from '../attribution/lines.ts'
import { concentrationLines } from '../concentration/lines.ts'
import { donorsOfMonths } from '../donors/lines.ts'
import { memberLines } from '../members/lines.ts'
import { supporterLines } from '../members/supporters.ts'
import { mrrLines } from '../mrr/lines.ts'
import type { LineMaker } from '../persons/line.ts'
import type { ReportDeps } from '../query.ts'
import { readerShareLines } from '../reader-share/lines.ts'
import { cohortLines } from '../retention/cohort-lines.ts'
import { retentionOfMonths } from '../retention/lines.ts'

/** Whose sums over persons are kept; any other maker's are worked from every person at each call. */
export function keptMakers({ supporterMonths }: ReportDeps['config']): readonly LineMaker[] {
  return [
    readerShareLines,
    mrrLines,
    retentionOfMonths,
    cohortLines,
    memberLines,
    supporterLines(supporterMonths),
    donorsOfMonths,
    concentrationLines,
    attributionLines,
  ]
}
