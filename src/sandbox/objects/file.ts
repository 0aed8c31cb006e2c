import type Stripe from 'stripe'
import type { Stored, With } from './stored.ts'

/** `_content` is what a client finds at `url`, which wants the account's key. */
export type File = With<Stored<Stripe.File>, { _content: string }>

/** A report that has been written. */
export function reportFile(facts: {
  id: string
  created: number
  run: string
  origin: string
  content: string
}): File {
  const { id, run, content } = facts
  return {
    id,
    object: 'file',
    created: facts.created,
    expires_at: null,
    filename: `${run}.csv`,
    links: { object: 'list', data: [], has_more: false, url: `/v1/file_links?file=${id}` },
    purpose: 'finance_report_run',
    size: Buffer.byteLength(content),
    title: `FinanceReportRun ${run}`,
    type: 'csv',
    url: `${facts.origin}/v1/files/${id}/contents`,
    _content: content,
  }
}
