import { createMiddleware } from 'hono/factory'
import { Counter, Gauge, Registry } from 'prom-client'
import { type RollupState, rollupStates } from '../../finance/rollups/keep.ts'
import { type FailedAttempts, failedAttempts } from '../../members/attempts.ts'
import { membersByState } from '../../members/directory.ts'
import type { GuardDeps } from '../../platform/auth/guard.ts'
import { keyOrStaff } from '../../platform/auth/guard.ts'
import { roles } from '../../platform/auth/principal.ts'
import { type Clock, secondsAfter } from '../../platform/clock.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { clientAddress } from '../../platform/http/client-address.ts'
import { type RoomEnv, routesWith } from '../../platform/http/routes.ts'
import type { Calls } from '../../stripe/calls/calls.ts'
import type { CallFacts } from '../../stripe/calls/counts.ts'
import { operationsAt, type SweepRun } from '../../stripe/operations.ts'
import { type OpenAlarm, openAlarms } from './alarms/alarm.ts'
import { causes } from './alarms/cause.ts'

type Deps = GuardDeps & Readonly<{ reader: Reader; clock: Clock; calls: Pick<Calls, 'facts'> }>

/** A scraper on this machine needs no key, one behind a proxy or elsewhere does: any key will do. */
const fromHereOrByKey = createMiddleware<RoomEnv<GuardDeps>>(async (c, next) => {
  const isHere = ['127.0.0.1', '::1'].includes(clientAddress(c, null))
  if (isHere && c.req.header('x-forwarded-for') === undefined) return next()
  return keyOrStaff(...roles)(c, next)
})

/**
 * Prometheus text, read from the database at each scrape, so that every process and the Worker say
 * the same; calls to Stripe are those of the process that answers. Counts only: it names nobody.
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

async function measured({ reader, clock, machineClock, calls }: Deps): Promise<Registry> {
  const now = machineClock.now()
  const [operations, states, failed, alarms, rollups] = await Promise.all([
    operationsAt(reader, now),
    membersByState(reader, clock.now()),
    failedAttempts(reader, secondsAfter(clock.now(), -3600)),
    openAlarms(reader),
    rollupStates(reader),
  ])
  const registry = new Registry()
  const { gauge } = instruments(registry)
  gauge('inbox_pending', 'Events stored and not yet applied').set(operations.pending)
  gauge('inbox_lag_seconds', 'Age of the oldest of them').set(operations.lag_seconds)
  gauge('objects_retrying', 'Objects that failed and will be tried again').set(operations.retrying)
  gauge('objects_shelved', 'Objects shelved after twelve failures').set(operations.shelved)
  sweepsIn(registry, operations.sweeps, now)
  callsIn(registry, calls.facts())
  attemptsIn(registry, failed)
  alarmsIn(registry, alarms)
  rollupsIn(registry, rollups, now)
  const members = gauge('members', 'People by state', 'state')
  for (const [state, people] of states) members.set({ state }, people)
  return registry
}

function sweepsIn(registry: Registry, sweeps: readonly SweepRun[], now: Date): void {
  const { gauge, counter } = instruments(registry)
  const runs = counter('sweep_runs_total', 'Runs of each sweep', 'sweep')
  const finds = counter('sweep_finds_total', 'What no webhook had brought', 'sweep')
  const age = gauge('sweep_age_seconds', 'Time since the last run of each sweep', 'sweep')
  for (const { sweep, ran_at, runs: times, found } of sweeps) {
    runs.inc({ sweep }, times)
    finds.inc({ sweep }, found)
    age.set({ sweep }, Math.max(0, (now.getTime() - ran_at.getTime()) / 1000))
  }
}

/** What is not folded in yet reports read from the rows: slower, never wrong. */
function rollupsIn(registry: Registry, states: readonly RollupState[], now: Date): void {
  const { gauge } = instruments(registry)
  const age = gauge('rollup_age_seconds', 'Time since the last pass over what is kept', 'part')
  const making = gauge('rollup_making', 'Whether it is being made anew', 'part')
  for (const { part, passed_at, reached } of states) {
    age.set({ part }, Math.max(0, (now.getTime() - passed_at.getTime()) / 1000))
    making.set({ part }, reached === null ? 0 : 1)
  }
}

function callsIn(registry: Registry, { calls, waits, waited_s, limited, away }: CallFacts): void {
  const { gauge, counter } = instruments(registry)
  const made = counter('stripe_calls_total', 'Calls to Stripe', 'endpoint', 'status')
  for (const { endpoint, status, calls: times } of calls) made.inc({ endpoint, status }, times)
  counter('stripe_waits_total', 'Calls that stood in line').inc(waits)
  counter('stripe_waited_seconds_total', 'How long they did, in all').inc(waited_s)
  const refused = counter('stripe_rate_limited_total', 'Answers 429 by their reason', 'reason')
  for (const [reason, times] of limited) refused.inc({ reason }, times)
  gauge('stripe_away', 'Whether Stripe as a whole does not answer').set(away === null ? 0 : 1)
}

/** Many refusals of strangers in one hour are somebody who tries stolen cards (domain/stripe.md 6). */
function attemptsIn(registry: Registry, { attempts, strangers, high_risk }: FailedAttempts): void {
  const { gauge } = instruments(registry)
  const refused = gauge('failed_payments', 'Payments refused in the last hour', 'payer')
  refused.set({ payer: 'stranger' }, strangers)
  refused.set({ payer: 'customer' }, attempts - strangers)
  gauge('failed_payments_high_risk', 'Those that Stripe thought risky').set(high_risk)
}

/** Every cause has its line, so that a rule can be written before it is ever raised. */
function alarmsIn(registry: Registry, alarms: readonly OpenAlarm[]): void {
  const raised = instruments(registry).gauge('alarm_open', 'Whether an alarm is open', 'cause')
  for (const cause of causes) {
    raised.set({ cause }, alarms.some((alarm) => alarm.cause === cause) ? 1 : 0)
  }
}

function instruments(registry: Registry) {
  const options = (name: string, help: string, labelNames: string[]) => ({
    ...{ name: `mainstay_${name}`, help, labelNames },
    registers: [registry],
  })
  return {
    gauge: (name: string, help: string, ...labels: string[]) =>
      new Gauge(options(name, help, labels)),
    counter: (name: string, help: string, ...labels: string[]) =>
      new Counter(options(name, help, labels)),
  }
}
