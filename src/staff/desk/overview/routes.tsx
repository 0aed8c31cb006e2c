import { reportQuery } from '../../../finance/query.ts'
import { readerShare } from '../../../finance/reader-share/report.ts'
import { currentProofs } from '../../../ledger/proofs.ts'
import { membersByState } from '../../../members/directory.ts'
import type { Role } from '../../../platform/auth/principal.ts'
import type { Clock } from '../../../platform/clock.ts'
import { addMonths, type Day, dayOf, firstDay, monthOf } from '../../../platform/day.ts'
import { routesWith } from '../../../platform/http/routes.ts'
import type { Calls } from '../../../stripe/calls/calls.ts'
import { operationsAt } from '../../../stripe/operations.ts'
import { mayEnter } from '../../access.ts'
import { operationsSentence } from '../../operations/sentence.ts'
import { periodToTell, shareSentence } from '../reader-share/sentence.ts'
import type { ReportPageDeps } from '../report/deps.ts'
import { deskPages } from '../shell.tsx'
import { latestEntries } from './latest.ts'
import { Overview } from './page.tsx'

type Deps = ReportPageDeps & Readonly<{ machineClock: Clock; calls: Pick<Calls, 'facts'> }>

/** `/desk`: where things stand, each role what it may see. */
export const overviewPage = routesWith<Deps>()
  .use(deskPages)
  .get('/', async (c) => {
    const { deps, principal } = c.var
    const { reader, clock, config } = deps
    const today = dayOf(clock.now(), config.reportingTimezone)
    const mine = <Seen,>(path: string, seen: () => Promise<Seen>) =>
      mayEnter(principal.role, path) ? seen() : Promise.resolve(null)
    const [share, health, entries, people] = await Promise.all([
      mine('/desk/reader-share', () => latestShare(deps, today)),
      mine('/desk/operations', () => healthNow(deps)),
      mine('/desk/entries', () => latestEntries(reader, today)),
      membersByState(reader, clock.now()),
    ])
    return c.render(
      <Overview
        {...{ share, health, entries, people }}
        membersPage={membersPage(principal.role)}
        zone={config.reportingTimezone}
      />,
      { title: 'Overview' },
    )
  })

/** Of this month, or of the last one while this one has nothing to tell. */
async function latestShare(deps: Deps, today: Day): Promise<string> {
  const month = firstDay(monthOf(today))
  const range = { from: addMonths(month, -1), to: addMonths(month, 1) }
  const query = reportQuery({ ...range, interval: 'month', basis: 'net' }, deps)
  const { periods, total } = await readerShare(deps.reader, query, deps)
  return shareSentence(periodToTell(periods) ?? total, 'month')
}

async function healthNow({ reader, machineClock, calls }: Deps): Promise<string> {
  const operations = await operationsAt(reader, machineClock.now())
  return operationsSentence(
    { ...operations, away: calls.facts().away },
    await currentProofs(reader, { ok: false }),
  )
}

function membersPage(role: Role): string | null {
  return mayEnter(role, '/desk/people') ? '/desk/people' : null
}
