import * as z from 'zod'
import { orderReport } from '../flows/report.ts'
import { reportType, reportTypeObject, reportTypes } from '../reports/report-type.ts'
import { resourceMissing } from '../wire/error.ts'
import { innerList, list, type Operations, retrieve } from './operation.ts'

const order = z.looseObject({
  report_type: z.string(),
  parameters: z
    .looseObject({
      columns: z.array(z.string()).exactOptional(),
      currency: z.string().exactOptional(),
      interval_end: z.number().exactOptional(),
      interval_start: z.number().exactOptional(),
      payout: z.string().exactOptional(),
      reporting_category: z.string().exactOptional(),
      timezone: z.string().exactOptional(),
    })
    .default({}),
})

/** Stripe's own books, as CSV (domain/stripe.md 5): what a recorder's are held against. */
export const reporting: Operations = {
  'GET /v1/reporting/report_types': async ({ unit, url }) =>
    innerList(
      url,
      reportTypes.map((type) => reportTypeObject(unit, type)),
    ),
  'GET /v1/reporting/report_types/:id': async ({ unit, id }) => {
    if (!reportTypes.some((type) => type.id === id)) {
      throw resourceMissing('reporting.report_type', id)
    }
    return reportTypeObject(unit, reportType(id, 'id'))
  },
  'POST /v1/reporting/report_runs': async ({ unit, params }) => {
    const { report_type, parameters } = order.parse(params)
    return orderReport(unit, { report_type, parameters })
  },
  'GET /v1/reporting/report_runs': list('reporting.report_run'),
  'GET /v1/reporting/report_runs/:id': retrieve('reporting.report_run'),
  'GET /v1/files': list('file', ['purpose']),
  'GET /v1/files/:id': retrieve('file'),
  'GET /v1/files/:id/contents': async ({ unit, id }) => {
    const { _content } = await unit.need('file', id)
    return new Response(_content, { headers: { 'content-type': 'text/csv; charset=utf-8' } })
  },
}
