import * as z from 'zod'
import type { Config } from '../../config.ts'
import { recordAct } from '../../platform/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Reader } from '../../platform/database/connection.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { routesWith } from '../../platform/http/routes.ts'
import type { Ids } from '../../platform/ids.ts'
import { deadJobs, outboxState, retryDead } from '../../platform/outbox/dead.ts'
import type { Calls } from '../../stripe/calls/calls.ts'
import { dashboardAddress } from '../../stripe/dashboard.ts'
import { operationsAt } from '../../stripe/operations.ts'
import { replay, shelvedEvents, shelvedObject } from '../../stripe/shelf.ts'
import { unknownValues } from '../../stripe/unknown-values.ts'
import { deskPages } from '../desk/shell.tsx'
import { openAlarms } from './alarms/alarm.ts'
import { OperationsPage } from './page.tsx'
import { proofsNow } from './proofs.ts'
import { ShelvedPage } from './shelf-section.tsx'

type Deps = Readonly<{
  config: Pick<Config, 'reportingTimezone' | 'stripe'>
  calls: Pick<Calls, 'facts'>
  db: Database
  reader: Reader
  clock: Clock
  machineClock: Clock
  ids: Ids
  hurrySync?: () => void
}>

const oneObject = z.object({ object: z.string().min(1).max(255) })
const which = z.union([z.object({ all: z.literal('yes') }), oneObject])

/** `/desk/operations`: whether what happens at Stripe reaches the books. */
export const operationsPages = routesWith<Deps>()
  .use(deskPages)
  .get('/', async (c) => {
    const { reader, machineClock, config, calls } = c.var.deps
    const [alarms, operations, words, proofs, outbox, dead] = await Promise.all([
      openAlarms(reader),
      operationsAt(reader, machineClock.now()),
      unknownValues(reader),
      proofsNow(reader),
      outboxState(reader),
      deadJobs(reader),
    ])
    return c.render(
      <OperationsPage
        {...{ alarms, operations, words, proofs, outbox, dead, zone: config.reportingTimezone }}
        calls={calls.facts()}
        isAdmin={c.var.principal.role === 'admin'}
        addressOf={(id) => dashboardAddress(config.stripe, id)}
      />,
      { title: 'Operations' },
    )
  })
  .get('/shelf/:object', parsed('param', oneObject), async (c) => {
    const { reader, config } = c.var.deps
    const { object } = c.req.valid('param')
    const [lying, events] = await Promise.all([
      shelvedObject(reader, object),
      shelvedEvents(reader, object),
    ])
    return c.render(
      <ShelvedPage {...{ object, lying, events, zone: config.reportingTimezone }} />,
      { title: object },
    )
  })
  .post('/replay', parsed('form', which), async (c) => {
    const { deps, principal } = c.var
    const asked = c.req.valid('form')
    const taken = await replay(deps.db, 'all' in asked ? 'all' : [asked.object])
    for (const { key } of taken) {
      await recordAct(deps.db, deps, { who: principal.id, act: 'sync.replay', subject: key })
    }
    deps.hurrySync?.()
    return c.redirect('/desk/operations', 303)
  })
  .post('/replay/outbox', parsed('form', z.object({ job: z.uuid().optional() })), async (c) => {
    const { deps, principal } = c.var
    const { job } = c.req.valid('form')
    const taken = await retryDead(deps.db, job)
    const subject = job ?? `${taken} jobs`
    await recordAct(deps.db, deps, { who: principal.id, act: 'outbox.retry', subject })
    return c.redirect('/desk/operations', 303)
  })
