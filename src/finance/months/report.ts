import { closedMonths } from '../../ledger/months.ts'
import type { Reader } from '../../platform/database/connection.ts'
import {
  addMonths,
  dayOf,
  firstDay,
  type Month,
  monthOf,
  monthsTouched,
} from '../../platform/day.ts'
import type { ReportDeps } from '../query.ts'
import { factsOfRanges, type RangeFacts } from '../reader-share/facts.ts'

/** A month of the books; `obstacles` say why it cannot be closed yet, none for a closed one. */
export type MonthState = Readonly<{
  month: Month
  state: 'open' | 'closed'
  closed_by: string | null
  closed_at: Date | null
  hash: string | null
  obstacles: readonly string[]
}>

/** From the month of the first entry to the current one, oldest first; empty while nothing is booked. */
export async function monthStates(reader: Reader, deps: ReportDeps): Promise<MonthState[]> {
  const today = dayOf(deps.clock.now(), deps.config.reportingTimezone)
  const names = await monthsInUse(reader, monthOf(today))
  const [first, last] = [names[0], names.at(-1)]
  if (first === undefined || last === undefined) return []
  const ranges = names.map((month) => ({
    from: firstDay(month),
    to: addMonths(firstDay(month), 1),
  }))
  const query = { basis: 'net', currency: deps.config.reportingCurrency } as const
  const [facts, closed, proven] = await Promise.all([
    factsOfRanges(reader, ranges, query, deps),
    closedMonths(reader, { from: first, to: last }),
    lastProofHolds(reader),
  ])
  const used = facts.filter((month) => !month.closed && month.classes.length > 0)
  const open = used.map(({ range }) => monthOf(range.from))
  return facts.map((month) => {
    const name = monthOf(month.range.from)
    const closing = closed.find((row) => row.month === name)
    if (closing) return { ...closing, state: 'closed', obstacles: [] }
    const obstacles = [...obstaclesOf(month, open, name), ...(proven ? [] : ['proof_failed'])]
    return { month: name, state: 'open', closed_by: null, closed_at: null, hash: null, obstacles }
  })
}

function obstaclesOf(facts: RangeFacts, open: readonly Month[], name: Month): string[] {
  const checks: [boolean, string][] = [
    [!facts.ended, 'not_ended'],
    [open.some((month) => month < name), 'earlier_month_open'],
    [facts.unclassified, 'unclassified'],
    [facts.unrated, 'rate_unavailable'],
  ]
  return [
    ...checks.filter(([stands]) => stands).map(([, why]) => why),
    ...facts.missing.map((cell) => `income_missing/${cell.class}`),
  ]
}

async function monthsInUse(reader: Reader, current: Month): Promise<Month[]> {
  const { first, last } = await reader
    .selectFrom('entry')
    .select(({ fn }) => [
      fn.min<string | null>('day').as('first'),
      fn.max<string | null>('day').as('last'),
    ])
    .executeTakeFirstOrThrow()
  if (first === null || last === null) return []
  const end = last > firstDay(current) ? last : firstDay(current)
  return monthsTouched(first, addMonths(firstDay(monthOf(end)), 1))
}

/** True while no proof of the newest run failed, also before the first run. */
async function lastProofHolds(reader: Reader): Promise<boolean> {
  const failed = await reader
    .selectFrom('proof')
    .where('ok', '=', false)
    .where('run_id', '=', ({ selectFrom }) =>
      selectFrom('proof as newest').orderBy('ran_at', 'desc').limit(1).select('newest.run_id'),
    )
    .select('id')
    .limit(1)
    .executeTakeFirst()
  return failed === undefined
}
