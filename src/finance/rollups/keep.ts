import { type Clock, secondsAfter } from '../../platform/clock.ts'
import { type Database, type Reader, readerOf } from '../../platform/database/connection.ts'
import type { Log } from '../../platform/log.ts'
import { declaredEarning, defers } from '../deferred/earning.ts'
import type { ReportDeps } from '../query.ts'
import { declaredTaxes } from '../tax/rules.ts'
import { deferredSums } from './deferred.ts'
import { ledgerSums } from './ledger.ts'
import { keptMakers } from './makers.ts'
import { type Part, type Passed, passOver } from './pass.ts'
import { personSums } from './persons.ts'

export type RollupDeps = Pick<ReportDeps, 'config'> &
  Readonly<{ db: Database; machineClock: Clock; log: Log }>

/** Everything that is kept, by the rules that are in force now. */
async function partsOf({ config, db }: RollupDeps): Promise<Part[]> {
  const reader = readerOf(db)
  const [taxes, earning] = await Promise.all([
    declaredTaxes(reader),
    declaredEarning(reader, config),
  ])
  const rules = { currency: config.reportingCurrency, taxes }
  return [
    ledgerSums(rules),
    ...(defers(earning) ? [deferredSums(rules, earning)] : []),
    personSums(keptMakers(config), rules),
  ]
}

/**
 * How long a turn goes on at most, and how long a rest follows for each second of it. Readers' payments
 * come first: while events wait to be applied a turn is one pass, and a burst is folded in afterwards.
 */
const pace = {
  calm: { longest_s: 5, rest: 1 },
  busy: { longest_s: 0, rest: 40 },
} as const

/**
 * Keeps everything level, a turn at each call; a call in the rest after one does nothing. What is not
 * folded in yet is read by reports from the rows.
 */
export function rollupKeeper() {
  let restsUntil = new Date(0)

  return async function keepRollups(deps: RollupDeps): Promise<void> {
    const began = deps.machineClock.now()
    if (began < restsUntil) return
    restsUntil = secondsAfter(began, 3600) // no second turn beside this one
    try {
      const { longest_s, rest } = (await eventsWait(deps)) ? pace.busy : pace.calm
      await turn(deps, secondsAfter(began, longest_s))
      const took_s = (deps.machineClock.now().getTime() - began.getTime()) / 1000
      restsUntil = secondsAfter(deps.machineClock.now(), took_s * rest)
    } catch (error) {
      restsUntil = began
      throw error
    }
  }
}

async function eventsWait({ db }: RollupDeps): Promise<boolean> {
  const one = db.selectFrom('inbox').where('state', '=', 'new').select('event_id').limit(1)
  return (await one.executeTakeFirst()) !== undefined
}

async function turn(deps: RollupDeps, until: Date): Promise<void> {
  for (const part of await partsOf(deps)) await passesOver(deps, part, until)
}

async function passesOver(deps: RollupDeps, part: Part, until: Date): Promise<Passed> {
  for (;;) {
    const passed = await passOver(deps, part)
    if (passed === 'restored') {
      deps.log.warn('the database is a copy from another server: sums are made anew', {})
    }
    if (passed === 'busy' || passed === 'level') return passed
    if (deps.machineClock.now() >= until || (await eventsWait(deps))) return passed
  }
}

/** How far the making of a part has come: its name, and how many steps so far. */
export type RebuildTold = (part: string, steps: number) => void

/** Makes everything anew, at once and without a rest; ends when all is level. */
export async function rebuildRollups(deps: RollupDeps, told: RebuildTold): Promise<string[]> {
  await deps.db.deleteFrom('rollup_mark').execute()
  return levelRollups(deps, told)
}

/** Makes and folds whatever is to be, at once and without a rest; ends when all is level. */
export async function levelRollups(deps: RollupDeps, told: RebuildTold): Promise<string[]> {
  const parts = await partsOf(deps)
  await Promise.all(parts.map((part) => levelPart(deps, part, told)))
  return parts.map(({ name }) => name)
}

async function levelPart(deps: RollupDeps, part: Part, told: RebuildTold): Promise<void> {
  for (let steps = 1; (await passOver(deps, part)) !== 'level'; steps += 1) told(part.name, steps)
}

/** `reached` is null once the part is whole. */
export type RollupState = Readonly<{ part: string; reached: string | null; passed_at: Date }>

/** Where each part is: what operators watch. */
export function rollupStates(reader: Reader): Promise<RollupState[]> {
  return reader.selectFrom('rollup_mark').select(['part', 'reached', 'passed_at']).execute()
}
