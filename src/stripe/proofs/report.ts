import Stripe from 'stripe'
import {
  parseReport,
  parseReportRun,
  parseReportType,
  type ReportRow,
  type ReportRun,
  type ReportType,
  reportColumns,
  UnreadableReport,
} from '../objects/report.ts'
import type { ProofDeps, WaitingFor, Watch } from './part.ts'

export type Report =
  | Readonly<{ kind: 'rows'; rows: readonly ReportRow[] }>
  | Readonly<{ kind: 'waiting'; reason: WaitingFor }>

const name = /^balance_change_from_activity\.itemized\.(\d+)$/
const firstWait_ms = 500
const longestWait_ms = 10_000
const waits = 40

/**
 * The newest version of Stripe's report of every movement but payouts; null where the account or the
 * key has no reports (some need a live key, domain/stripe.md 5).
 */
export async function activityReport({ stripe }: ProofDeps): Promise<ReportType | null> {
  const { data } = await unlessRefused(stripe.reporting.reportTypes.list(), { data: [] })
  const versions = data.map(parseReportType).filter(({ id }) => name.test(id))
  return versions.sort((a, b) => versionOf(a) - versionOf(b)).at(-1) ?? null
}

function versionOf({ id }: ReportType): number {
  return Number(name.exec(id)?.[1])
}

/** Runs the report over [from, to), waits for it and reads it. */
export async function runReport(
  deps: ProofDeps,
  { wait }: Watch,
  { type, from, to }: Readonly<{ type: ReportType; from: Date; to: Date }>,
): Promise<Report> {
  let run = await start(deps, type, from, to)
  for (let left = waits; run?.state === 'pending' && left > 0; left -= 1) {
    await wait(Math.min(longestWait_ms, firstWait_ms * 2 ** (waits - left)))
    run = parseReportRun(await deps.stripe.reporting.reportRuns.retrieve(run.id))
  }
  if (run === null) return { kind: 'waiting', reason: 'report_refused' }
  if (run.state !== 'succeeded') return { kind: 'waiting', reason: 'report_not_ready' }
  return rowsIn(deps, run, await download(deps, run.path))
}

/** What cannot be read proves nothing, neither way. */
function rowsIn({ log }: ProofDeps, { id }: ReportRun, csv: string): Report {
  try {
    return { kind: 'rows', rows: parseReport(csv) }
  } catch (error) {
    if (!(error instanceof UnreadableReport)) throw error
    log.error('report cannot be read', { report: id, reason: error.message })
    return { kind: 'waiting', reason: 'report_unreadable' }
  }
}

async function start(
  { stripe }: ProofDeps,
  { id }: ReportType,
  from: Date,
  to: Date,
): Promise<ReportRun | null> {
  const parameters = {
    interval_start: from.getTime() / 1000,
    interval_end: to.getTime() / 1000,
    columns: [...reportColumns],
  }
  const order = stripe.reporting.reportRuns.create({ report_type: id, parameters })
  const run = await unlessRefused(order, null)
  return run && parseReportRun(run)
}

/** The file's text, by the SDK, so that its limits hold here too. */
async function download({ stripe }: ProofDeps, path: string): Promise<string> {
  const options = { apiBase: 'files', streaming: true } as const
  const file: unknown = await stripe.rawRequest('GET', path, undefined, options)
  if (!(file instanceof ReadableStream)) throw new TypeError(`Stripe sent no file for ${path}`)
  return new Response(file).text()
}

/** Refused is an answer: this account or key has no reports. Out of reach is not. */
async function unlessRefused<Answer, Else>(
  asked: Promise<Answer>,
  otherwise: Else,
): Promise<Answer | Else> {
  try {
    return await asked
  } catch (error) {
    const { StripeInvalidRequestError, StripePermissionError } = Stripe.errors
    const isRefused =
      error instanceof StripeInvalidRequestError || error instanceof StripePermissionError
    if (isRefused) return otherwise
    throw error
  }
}
