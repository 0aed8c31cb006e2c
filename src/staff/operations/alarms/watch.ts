import type { Config } from '../../../config.ts'
import { withinLimit } from '../../../platform/http/limits.ts'
import type { StripeClient } from '../../../stripe/client.ts'
import { watchEndpoint } from '../../../stripe/endpoint.ts'
import { closeTriedForms } from '../../../stripe/tried-forms.ts'
import { note } from './alarm.ts'
import { type Cause, causes } from './cause.ts'
import { type LookDeps, looks } from './looks.ts'
import { type TellDeps, tellAlarms } from './telling.ts'

export type AlarmDeps = LookDeps & TellDeps & Readonly<{ config: Config; stripe: StripeClient }>

const every_s = 30

/**
 * Looks whether anything is the matter that an operator has to know, and tells those who asked for it;
 * a payment page on which cards are being tried is closed.
 * May be called in any rhythm by any number of processes: one of them looks, twice a minute at most.
 */
export async function watchAlarms(deps: AlarmDeps): Promise<void> {
  const now = deps.machineClock.now()
  const turn = await withinLimit(deps.db, { key: 'alarms', limit: 1, window_s: every_s, now })
  if (turn.ok) {
    await watchEndpoint(deps)
    for (const cause of causes) await look(deps, cause)
    await closeTriedForms(deps)
  }
  await tellAlarms(deps)
}

/** One that cannot be looked at stays as it is, and keeps no other from its turn. */
async function look(deps: AlarmDeps, cause: Cause): Promise<void> {
  const { db, log, machineClock } = deps
  try {
    const summary = await looks[cause](deps)
    const turn = await note(db, { cause, summary, now: machineClock.now() })
    if (turn === 'opened') log.warn('an alarm has opened', { cause, summary: summary ?? '' })
    if (turn === 'closed') log.info('an alarm is over', { cause })
  } catch (error) {
    log.error('an alarm could not be looked at', { cause, error: String(error) })
  }
}
