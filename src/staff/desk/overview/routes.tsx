import { monthStates } from '../../../finance/months/report.ts'
import { currentProofs } from '../../../ledger/proofs.ts'
import { membersByState } from '../../../members/directory.ts'
import type { Role } from '../../../platform/auth/principal.ts'
import type { Clock } from '../../../platform/clock.ts'
import { todayOf } from '../../../platform/day.ts'
import { routesWith } from '../../../platform/http/routes.ts'
import type { Calls } from '../../../stripe/calls/calls.ts'
import { operationsAt } from '../../../stripe/operations.ts'
import { mayEnter } from '../../access.ts'
import { operationsSentence } from '../../operations/sentence.ts'
import { nextToClose } from '../months/list.tsx'
import type { ReportPageDeps } from '../report/deps.ts'
import { deskPages } from '../shell.tsx'
import { figuresToday } from './figures.ts'
import { latestEntries } from './latest.ts'
import { Overview } from './page.tsx'

type Deps = ReportPageDeps & Readonly<{ machineClock: Clock; calls: Pick<Calls, 'facts'> }>

/** `/desk`: where things stand, each role what it may see. */
export const overviewPage = routesWith<Deps>()
  .use(deskPages)
  .get('/', async (c) => {
    const { deps, principal } = c.var
    const { reader, clock, config } = deps
    const today = todayOf({ clock, config })
    const mine = <Seen,>(path: string, seen: () => Promise<Seen>) =>
      mayEnter(principal.role, path) ? seen() : Promise.resolve(null)
    const [figures, months, health, entries, people] = await Promise.all([
      mine('/desk/reader-share', () => figuresToday({ deps, principal, today })),
      mine('/desk/months', () => monthStates(reader, deps)),
      mine('/desk/operations', () => healthNow(deps)),
      mine('/desk/entries', () => latestEntries(reader, today)),
      membersByState(reader, clock.now()),
    ])
    return c.render(
      <Overview
        {...{ figures, health, entries, people }}
        toClose={nextToClose(months ?? [])}
        membersPage={membersPage(principal.role)}
        zone={config.reportingTimezone}
      />,
      { title: 'Overview' },
    )
  })

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
