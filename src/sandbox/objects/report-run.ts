import type Stripe from 'stripe'
import type { Stored } from './stored.ts'

export type ReportRun = Stored<Stripe.Reporting.ReportRun>

/** A report that was ordered and is not written yet. */
export function reportRunObject(facts: {
  id: string
  created: number
  report_type: string
  parameters: ReportRun['parameters']
}): ReportRun {
  return {
    id: facts.id,
    object: 'reporting.report_run',
    created: facts.created,
    error: null,
    livemode: false,
    parameters: facts.parameters,
    report_type: facts.report_type,
    result: null,
    status: 'pending',
    succeeded_at: null,
  }
}
