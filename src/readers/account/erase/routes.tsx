import { ownAddresses } from '../../../members/addresses.ts'
import { ownSubscriptions } from '../../../members/own-record.ts'
import { exportPerson, personKeys } from '../../../members/person.ts'
import { signOut } from '../../../platform/auth/link.ts'
import { secondsAfter } from '../../../platform/clock.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { eraseMember } from '../../../stripe/erasure.ts'
import type { SyncDeps } from '../../../stripe/sync/effect.ts'
import { holdingOf } from '../holding.ts'
import { type AccountDeps, type AccountEnv, accountRoutesWith } from '../signed-in.ts'
import { ErasedPage, ErasePage } from './page.tsx'

type Deps = AccountDeps & SyncDeps
type Vars = AccountEnv<Deps>['Variables']

/** Whoever finds a device lying about shall not erase its owner. */
const freshFor_s = 3600

/** `/account/data.json` and `/account/erase`: all that we hold about a reader, as a file or gone. */
export const ownDataPages = accountRoutesWith<Deps>()
  .get('/data.json', async (c) => {
    const { deps, reader } = c.var
    await provenOnly(c.var)
    const keys = await personKeys(deps.reader, reader.person)
    if (keys === null) return c.notFound()
    const told = await exportPerson(deps.reader, keys)
    return c.body(JSON.stringify(told, null, 2), 200, {
      'content-type': 'application/json',
      'content-disposition': 'attachment; filename="my-data.json"',
    })
  })
  .get('/erase', async (c) => {
    const rows = await ownSubscriptions(c.var.deps.reader, c.var.reader)
    const running = rows.map((row) => holdingOf(row, [])).filter(({ phase }) => phase !== 'ended')
    return c.render(<ErasePage running={running.length} />, {
      title: c.var.texts.words('account.erase_title'),
    })
  })
  .post('/erase', async (c) => {
    const { deps, texts, reader, session } = c.var
    await provenOnly(c.var)
    if (session.created_at < secondsAfter(deps.machineClock.now(), -freshFor_s)) {
      throw new Problem(403, 'sign_in_again', texts.words('account.erase_stale'))
    }
    const erased = await eraseMember(deps, { member_id: reader.person, who: reader.person })
    if (erased.kind === 'away') {
      throw new Problem(502, 'stripe_unavailable', texts.words('account.away'))
    }
    for (const cookie of await signOut(deps, c.req.raw.headers)) {
      c.header('set-cookie', cookie, { append: true })
    }
    return c.render(<ErasedPage />, { title: texts.words('account.erase_done_title') })
  })

/** What others may have joined by a payment alone is theirs until their mailbox has said yes. */
async function provenOnly({ deps, reader, texts }: Vars): Promise<void> {
  const { joined } = await ownAddresses(deps.reader, reader)
  if (joined.length === 0) return
  throw new Problem(409, 'address_unproven', texts.words('account.joined_first'))
}
