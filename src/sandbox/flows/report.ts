import { becomes } from '../events/change.ts'
import { reportFile } from '../objects/file.ts'
import { type ReportRun, reportRunObject } from '../objects/report-run.ts'
import { columnOf } from '../reports/column.ts'
import { reportCsv } from '../reports/report.ts'
import { type ReportType, reportType, reportTypeObject } from '../reports/report-type.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest, parameterMissing, parameterUnknown } from '../wire/error.ts'

type Parameters = ReportRun['parameters']
type Order = { report_type: string; parameters: Parameters }

const WRITING_S = 3

/**
 * Orders a report, which is written some seconds later.
 * @throws StripeError 400 for a type, a parameter or a time that there is no report of
 */
export function orderReport(unit: Unit, { report_type, parameters }: Order): ReportRun {
  const type = reportType(report_type, 'report_type')
  checkNames(type, parameters)
  checkInterval(unit, type, parameters)
  checkColumns(type, parameters)
  checkTimezone(parameters)
  const facts = { id: unit.id('frr'), created: unit.now, report_type, parameters }
  const run = unit.put<'reporting.report_run'>(reportRunObject(facts))
  unit.plan('write_report', run.id, unit.now + WRITING_S)
  return run
}

/** Job `write_report`. */
export async function writeReport(unit: Unit, id: string): Promise<void> {
  const run = await unit.need('reporting.report_run', id)
  if (run.status !== 'pending') return
  const content = await reportCsv(unit, reportType(run.report_type, 'report_type'), run.parameters)
  const facts = { id: unit.id('file'), created: unit.now, run: id, origin: unit.origin, content }
  const file = unit.put<'file'>(reportFile(facts))
  const { _content, ...result } = file
  await becomes(unit, run, 'reporting.report_run.succeeded', {
    status: 'succeeded',
    succeeded_at: unit.now,
    result,
  })
}

/** What goes wrong at Stripe now and then. @throws StripeError 400 for a report that is written */
export async function failReport(unit: Unit, run: ReportRun): Promise<ReportRun> {
  if (run.status !== 'pending') throw invalidRequest(`This report has ${run.status} already.`)
  const error = 'An internal error occurred while the report was written.'
  return becomes(unit, run, 'reporting.report_run.failed', { status: 'failed', error })
}

function checkNames({ required, optional }: ReportType, parameters: Parameters): void {
  const allowed: readonly string[] = [...required, ...optional]
  const odd = Object.keys(parameters).find((name) => !allowed.includes(name))
  if (odd !== undefined) throw parameterUnknown(at(odd))
  const missing = required.find((name) => parameters[name] === undefined)
  if (missing !== undefined) throw parameterMissing(at(missing))
}

function checkInterval(unit: Unit, type: ReportType, parameters: Parameters): void {
  const { data_available_start: least, data_available_end: most } = reportTypeObject(unit, type)
  const { interval_start, interval_end } = parameters
  for (const [name, value] of Object.entries({ interval_start, interval_end })) {
    if (value === undefined || (value >= least && value <= most)) continue
    const message = `${name} must be between ${least} and ${most}: there is no data outside.`
    throw invalidRequest(message, { param: at(name) })
  }
  if (interval_start === undefined || interval_end === undefined) return
  if (interval_start < interval_end) return
  throw invalidRequest('interval_start must be before interval_end.', {
    param: at('interval_start'),
  })
}

function checkColumns({ form, columns: shown }: ReportType, { columns = [] }: Parameters): void {
  const isKnown = (name: string) =>
    form === 'itemized' ? columnOf(name) !== undefined : shown.includes(name)
  const odd = columns.find((name) => !isKnown(name))
  if (odd === undefined) return
  throw invalidRequest(`This report has no column ${odd}.`, { param: at('columns') })
}

function checkTimezone({ timezone }: Parameters): void {
  if (timezone === undefined || isTimezone(timezone)) return
  throw invalidRequest(`Invalid timezone: ${timezone}`, { param: at('timezone') })
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== ''
  } catch {
    return false
  }
}

function at(name: string): string {
  return `parameters[${name}]`
}
