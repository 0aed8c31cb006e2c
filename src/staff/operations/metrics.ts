import { createMiddleware } from 'hono/factory'
import { Gauge, Registry } from 'prom-client'
import { membersByState } from '../../members/directory.ts'
import type { GuardDeps } from '../../platform/auth/guard.ts'
import { keyOrStaff } from '../../platform/auth/guard.ts'
import { roles } from '../../platform/auth/principal.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { clientAddress } from '../../platform/http/client-address.ts'
import { type RoomEnv, routesWith } from '../../platform/http/routes.ts'
import { operationsAt } from '../../stripe/operations.ts'

type Deps = GuardDeps & Readonly<{ reader: Reader; clock: Clock }>

/** A scraper on this machine needs no key, one behind a proxy or elsewhere does: any key will do. */
const fromHereOrByKey = createMiddleware<RoomEnv<GuardDeps>>(async (c, next) => {
  const isHere = ['127.0.0.1', '::1'].includes(clientAddress(c, null))
  if (isHere && c.req.header('x-forwarded-for') === undefined) return next()
  return keyOrStaff(...roles)(c, next)
})

/**
 * Prometheus text, read from the database at each scrape, so that every process and the Worker say
 * the same. Counts only: it names nobody.
 */
export const metrics = routesWith<Deps>()
  .use('/metrics', fromHereOrByKey)
  .get('/metrics', async (c) => {
    const registry = await measured(c.var.deps)
    return c.body(await registry.metrics(), 200, {
      'content-type': registry.contentType,
      'cache-control': 'no-store',
    })
  })

async function measured({ reader, clock, machineClock }: Deps): Promise<Registry> {
  const now = machineClock.now()
  const [operations, states] = await Promise.all([
    operationsAt(reader, now),
    membersByState(reader, clock.now()),
  ])
  const registry = new Registry()
  const gauge = (name: string, help: string, value: number) =>
    new Gauge({ name: `mainstay_${name}`, help, registers: [registry] }).set(value)
  gauge('inbox_pending', 'Events stored and not yet applied', operations.pending)
  gauge('inbox_lag_seconds', 'Age of the oldest of them', operations.lag_seconds)
  gauge('objects_retrying', 'Objects that failed and will be tried again', operations.retrying)
  gauge('objects_shelved', 'Objects shelved after twelve failures', operations.shelf.length)
  gauge(
    'sweep_finds',
    'What sweeps found last that no webhook had brought',
    operations.finds.length,
  )
  const members = new Gauge({
    name: 'mainstay_members',
    help: 'People by state',
    labelNames: ['state'],
    registers: [registry],
  })
  for (const [state, people] of states) members.set({ state }, people)
  return registry
}
