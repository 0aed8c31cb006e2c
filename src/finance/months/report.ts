import { lateByMonth } from '../../ledger/late.ts'
import { closedMonths } from '../../ledger/months.ts'
import { currentProofs, type KeptProof } from '../../ledger/proofs.ts'
import { type Quarantined, quarantined } from '../../ledger/quarantine.ts'
import type { Reader } from '../../platform/database/connection.ts'
import {
  addMonths,
  firstDay,
  type Month,
  monthOf,
  monthsTouched,
  todayOf,
} from '../../platform/day.ts'
import { daysOfMonth, type Range } from '../period.ts'
import type { ReportDeps } from '../query.ts'
import { mismatchesByMonth } from '../reconciliation/payouts.ts'
import { type MonthFacts, monthFacts } from './facts.ts'
import { proofId } from './proof.ts'

/**
 * A month of the books; `obstacles` say why it cannot be closed yet, none for a closed one. `behind`
 * says of an obstacle that is made of rows or proofs how many they are and where they are to be seen.
 * `late` are the adjustments in it: facts of months that were closed when they came.
 */
export type MonthState = Readonly<{
  month: Month
  state: 'open' | 'closed'
  version: number | null
  closed_by: string | null
  closed_at: Date | null
  hash: string | null
  obstacles: readonly string[]
  behind: Readonly<Record<string, Behind>>
  late: Behind
}>
type Behind = Readonly<{ count: number; url: string }>

/** From the month of the first entry to the current one, oldest first; empty while nothing is booked. */
export async function monthStates(reader: Reader, deps: ReportDeps): Promise<MonthState[]> {
  const today = todayOf(deps)
  const names = await monthsInUse(reader, monthOf(today))
  const [first, last] = [names[0], names.at(-1)]
  if (first === undefined || last === undefined) return []
  const [facts, closed, doubts, late] = await Promise.all([
    monthFacts(reader, names.map(daysOfMonth), deps),
    closedMonths(reader, { from: first, to: last }),
    doubtsAbout(reader),
    lateByMonth(reader),
  ])
  const lateIn = new Map(late.map(({ month, count }) => [month, count]))
  const used = facts.filter((month) => !month.closed && month.used)
  const open = used.map(({ range }) => monthOf(range.from))
  return facts.map((month) => {
    const name = monthOf(month.range.from)
    const closing = closed.find((row) => row.month === name)
    const adjusted = { late: { count: lateIn.get(name) ?? 0, url: rowsThat('late', month.range) } }
    if (closing) return { ...closing, state: 'closed', obstacles: [], behind: {}, ...adjusted }
    const earlierOpen = open.some((other) => other < name)
    const obstacles = obstaclesOf(month, { name, earlierOpen, doubts })
    return { ...opened, month: name, ...obstacles, ...adjusted }
  })
}

const opened = {
  ...({ state: 'open', version: null } as const),
  ...{ closed_by: null, closed_at: null, hash: null },
}

/** One month; null for one that ended before the books begin. */
export async function monthState(
  reader: Reader,
  month: Month,
  deps: ReportDeps,
): Promise<MonthState | null> {
  const states = await monthStates(reader, deps)
  const known = states.find((state) => state.month === month)
  if (known) return known
  const range = daysOfMonth(month)
  if (range.to <= todayOf(deps)) return null
  const late = { count: 0, url: rowsThat('late', range) }
  return { ...opened, month, obstacles: ['not_ended'], behind: {}, late }
}

type Doubts = Readonly<{
  quarantine: readonly Quarantined[]
  failures: readonly KeptProof[]
  mismatches: ReadonlyMap<Month, number>
}>

async function doubtsAbout(reader: Reader): Promise<Doubts> {
  const [quarantine, failures, mismatches] = await Promise.all([
    quarantined(reader),
    currentProofs(reader, { ok: false }),
    mismatchesByMonth(reader),
  ])
  return { quarantine, failures, mismatches }
}

type Around = Readonly<{ name: Month; earlierOpen: boolean; doubts: Doubts }>

function obstaclesOf(facts: MonthFacts, { name, earlierOpen, doubts }: Around) {
  const behind = {
    ...counted('unclassified', facts.unclassified, rowsThat('unclassified', facts.range)),
    ...counted('quarantined', keptOutOf(name, doubts), '/desk/operations#quarantine'),
    ...counted('payout_mismatch', doubts.mismatches.get(name) ?? 0, payoutsOf(facts.range)),
    ...counted('proof_failed', failedIn(name, doubts), '/desk/operations#proofs'),
  }
  const checks: (readonly [stands: boolean, why: string])[] = [
    [!facts.ended, 'not_ended'],
    [earlierOpen, 'earlier_month_open'],
    ['unclassified' in behind, 'unclassified'],
    ['quarantined' in behind, 'quarantined'],
    [facts.unrated, 'rate_unavailable'],
    ...facts.missing.map((cell) => [true, `income_missing/${cell.class}`] as const),
    ['payout_mismatch' in behind, 'payout_mismatch'],
    ['proof_failed' in behind, 'proof_failed'],
  ]
  const obstacles = checks.filter(([stands]) => stands).map(([, why]) => why)
  return { obstacles, behind }
}

function counted(obstacle: string, count: number, url: string): Record<string, Behind> {
  return count === 0 ? {} : { [obstacle]: { count, url } }
}

function rowsThat(are: 'unclassified' | 'late', { from, to }: Range): string {
  return `/api/ledger/entries?${new URLSearchParams({ from, to, [are]: 'true' })}`
}

function payoutsOf({ from, to }: Range): string {
  return `/desk/reconciliation?${new URLSearchParams({ from, to })}`
}

/** What has no day may be of any month. */
function keptOutOf(name: Month, { quarantine }: Doubts): number {
  return quarantine.filter(({ day }) => day === null || monthOf(day) === name).length
}

/**
 * A day's proof is about its own month, any other about all of the books; save that a month which no
 * longer shows what it was closed with is closed again.
 */
function failedIn(name: Month, { failures }: Doubts): number {
  return failures.filter(({ id, kind }) => {
    if (kind === 'month') return id !== proofId(name)
    return kind !== 'day' || id.startsWith(`day_${name}-`)
  }).length
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
