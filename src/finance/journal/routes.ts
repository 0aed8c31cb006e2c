import { parsed } from '../../platform/http/parsed.ts'
import { invalid, Problem } from '../../platform/http/problem.ts'
import { routesWith } from '../../platform/http/routes.ts'
import type { ExportsApiDeps } from '../exports/routes.ts'
import { accountsNow } from './account.ts'
import { journalAnswer } from './answer.ts'
import { journalFile } from './file.ts'
import { type JournalEntry, type JournalQuery, journal, unrated } from './journal.ts'
import { journalFileQuery, journalQuery } from './query.ts'

/** `/api/journal`, `.csv` and `.xlsx`: the ledger in double entry, for accounting systems. */
export const journalApi = routesWith<ExportsApiDeps>()
  .get('/journal', parsed('query', journalQuery), async (c) => {
    const { deps } = c.var
    const currency = deps.config.reportingCurrency
    const query = { ...c.req.valid('query'), currency }
    await refuseUnrated(deps, query)
    const [entries, accounts] = await Promise.all([read(deps, query), accountsNow(deps.reader)])
    return c.json({ ...query, ...journalAnswer(entries, accounts) })
  })
  .get('/:file{journal\\.(?:csv|xlsx)}', parsed('query', journalFileQuery), async (c) => {
    const { deps } = c.var
    const query = c.req.valid('query')
    await refuseUnrated(deps, { ...query, currency: deps.config.reportingCurrency })
    return journalFile(c, query)
  })

const most_entries = 10_000

async function read(deps: ExportsApiDeps, query: JournalQuery): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = []
  for await (const page of journal(deps, query)) {
    entries.push(...page)
    if (entries.length > most_entries) throw tooMany()
  }
  return entries
}

function tooMany() {
  const message = `These are more than ${most_entries} entries; take the CSV, or fewer days.`
  return invalid([{ field: 'to', message }])
}

async function refuseUnrated({ reader }: ExportsApiDeps, query: JournalQuery): Promise<void> {
  const missing = await unrated(reader, query)
  if (missing === null) return
  const detail = `There is no rate of ${missing.currency} for ${missing.day} or the 7 days before.`
  throw new Problem(422, 'rate_unavailable', detail)
}
