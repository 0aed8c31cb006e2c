import { trueDay } from '../../ledger/late.ts'
import { emptyFingerprint, fingerprintOfEntries } from '../../ledger/proofs.ts'
import { addDays, type Day, dayOf, daysBetween, monthOf, startOfDay } from '../../platform/day.ts'
import type { ReportType } from '../objects/report.ts'
import { activityEntries, isActivity, ledgerRows } from './activity.ts'
import { type Known, proofId, proofsOf } from './day.ts'
import {
  eachOf,
  type Part,
  type ProofDeps,
  type Standing,
  type Waiting,
  type WaitingFor,
  type Watch,
} from './part.ts'
import { activityReport, runReport } from './report.ts'

/** Reports take seconds to minutes each; the calls behind them are few. */
const atOnce = 12

/**
 * Each ended day of the books' zone, in each currency: the ledger has exactly the transactions of
 * Stripe's own report of activity (which leaves payouts out), with the same amounts, fees and
 * categories (domain/stripe.md 5, proof 2). Days of one month share a run of the report. A day that
 * was proven is left alone while the ledger's rows of it are the same.
 */
export async function proveDays(deps: ProofDeps, watch: Watch, standing: Standing): Promise<Part> {
  const booked = await bookedDays(deps)
  const known = knownDays(booked, standing)
  const due = endedDays(deps, [...known.keys()]).filter(
    (day) => !isProven(day, known.get(day) ?? [], standing),
  )
  const type = due.length === 0 ? null : await activityReport(deps)
  if (type === null) return { proofs: [], waiting: due.map(waitingFor('report_refused')) }
  const isReady = (day: Day) => startOfDay(addDays(day, 1), zoneOf(deps)) <= type.available_to
  const parts = await eachOf(
    runsOf(due.filter(isReady)),
    { watch, what: 'reports of days', atOnce },
    (days) => proveRun(deps, watch, { type, days, known }),
  )
  return {
    proofs: parts.flatMap((part) => part.proofs),
    waiting: [
      ...parts.flatMap((part) => part.waiting),
      ...due.filter((day) => !isReady(day)).map(waitingFor('report_not_available')),
    ],
  }
}

type KnownDays = ReadonlyMap<Day, readonly Known[]>

function waitingFor(reason: WaitingFor): (day: Day) => Waiting {
  return (day) => ({ id: `day_${day}`, reason })
}

function zoneOf({ config }: ProofDeps): string {
  return config.reportingTimezone
}

/** From the first day that the ledger or a proof knows of to yesterday. */
function endedDays(deps: ProofDeps, known: readonly Day[]): Day[] {
  const first = known.toSorted()[0]
  const today = dayOf(deps.clock.now(), zoneOf(deps))
  if (first === undefined || first >= today) return []
  return Array.from({ length: daysBetween(first, today) }, (_, index) => addDays(first, index))
}

async function bookedDays(deps: ProofDeps): Promise<KnownDays> {
  const rows = await activityEntries(deps)
    .select([trueDay.as('day'), 'entry.currency', fingerprintOfEntries.as('fingerprint')])
    .groupBy([trueDay, 'entry.currency'])
    .execute()
  return Map.groupBy(rows, ({ day }) => day)
}

/** The ledger's currencies of each day, and with them those that an earlier proof was about. */
function knownDays(booked: KnownDays, standing: Standing): KnownDays {
  const days = new Map(booked)
  for (const id of standing.keys()) {
    const [, day, code] = /^day_(\d{4}-\d{2}-\d{2})_(\w{3})$/.exec(id) ?? []
    if (day === undefined || code === undefined) continue
    const [rows, currency] = [days.get(day) ?? [], code.toUpperCase()]
    if (rows.some((row) => row.currency === currency)) continue
    days.set(day, [...rows, { currency, fingerprint: emptyFingerprint }])
  }
  return days
}

/** Once a report has said so, a day without any movement is proven too. */
function isProven(day: Day, known: readonly Known[], standing: Standing): boolean {
  return (
    known.length > 0 &&
    known.every(({ currency, fingerprint }) => standing.get(proofId(day, currency)) === fingerprint)
  )
}

/** The days of each month, in order. */
function runsOf(days: readonly Day[]): Day[][] {
  return [...Map.groupBy(days, monthOf).values()]
}

type Run = Readonly<{ type: ReportType; days: readonly Day[]; known: KnownDays }>

async function proveRun(deps: ProofDeps, watch: Watch, { type, days, known }: Run): Promise<Part> {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return { proofs: [], waiting: [] }
  const [begin, to] = [startOfDay(first, zoneOf(deps)), startOfDay(addDays(last, 1), zoneOf(deps))]
  const from = begin < type.available_from ? type.available_from : begin
  const report = await runReport(deps, watch, { type, from, to })
  if (report.kind === 'waiting') return { proofs: [], waiting: days.map(waitingFor(report.reason)) }
  const atStripe = Map.groupBy(report.rows.filter(isActivity), ({ created }) =>
    dayOf(created, zoneOf(deps)),
  )
  const inLedger = Map.groupBy(await ledgerRows(deps, first, last), ({ day }) => day)
  const proofs = days.flatMap((day) =>
    proofsOf(day, {
      ...{ stripe: atStripe.get(day) ?? [], ledger: inLedger.get(day) ?? [] },
      ...{ known: known.get(day) ?? [], otherwise: deps.config.reportingCurrency },
    }),
  )
  return { proofs, waiting: [] }
}
