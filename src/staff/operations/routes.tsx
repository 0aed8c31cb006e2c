import * as z from 'zod'
import type { Config } from '../../config.ts'
import { recordAct } from '../../platform/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Reader } from '../../platform/database/connection.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { routesWith } from '../../platform/http/routes.ts'
import type { Ids } from '../../platform/ids.ts'
import { operationsAt, replay } from '../../stripe/operations.ts'
import { deskPages } from '../desk/shell.tsx'
import { OperationsPage } from './page.tsx'
import { proofsNow } from './proofs.ts'

type Deps = Readonly<{
  config: Pick<Config, 'reportingTimezone'>
  db: Database
  reader: Reader
  clock: Clock
  machineClock: Clock
  ids: Ids
}>

/** `/desk/operations`: whether what happens at Stripe reaches the books. */
export const operationsPages = routesWith<Deps>()
  .use(deskPages)
  .get('/', async (c) => {
    const { reader, machineClock, config } = c.var.deps
    const operations = await operationsAt(reader, machineClock.now())
    const proofs = await proofsNow(reader)
    return c.render(
      <OperationsPage operations={operations} proofs={proofs} zone={config.reportingTimezone} />,
      { title: 'Operations' },
    )
  })
  .post('/replay', parsed('form', z.object({ object: z.string().min(1).max(255) })), async (c) => {
    const { deps, principal } = c.var
    const { object } = c.req.valid('form')
    if (await replay(deps.db, object)) {
      await recordAct(deps.db, deps, { who: principal.id, act: 'sync.replay', subject: object })
    }
    return c.redirect('/desk/operations', 303)
  })
