import type { AppDeps } from './deps.ts'
import { rollupKeeper } from './finance/rollups/keep.ts'
import { keepHouse } from './housekeeping.ts'
import { numberReceipts } from './ledger/receipts.ts'
import { announceUpcoming } from './members/announcements/upcoming.ts'
import { tendGifts } from './members/gifts/letters.ts'
import { keepQueued, workQueued } from './outbox.ts'
import { proveNightly } from './proving.ts'
import { tendReminders } from './readers/reminders/tend.ts'
import { watchAlarms } from './staff/operations/alarms/watch.ts'
import { followUpFailures } from './stripe/acts/follow-up.ts'
import { workInbox, workRound } from './stripe/sync/round.ts'

type Work = (deps: AppDeps) => Promise<void>

/** What is looked at again and again beside the inbox, and how often where a process lives that long. */
export function standingWorks(): readonly Readonly<{ every_ms: number; work: Work }>[] {
  const minute_ms = 60_000
  return [
    { every_ms: 15_000, work: numberReceipts },
    { every_ms: 5_000, work: announceUpcoming },
    { every_ms: 5_000, work: tendGifts },
    { every_ms: 5_000, work: tendReminders },
    { every_ms: minute_ms, work: keepQueued },
    { every_ms: 30_000, work: watchAlarms },
    { every_ms: 10 * minute_ms, work: keepHouse },
    { every_ms: 2_000, work: rollupKeeper() },
    { every_ms: 10 * minute_ms, work: proveNightly },
    { every_ms: 10 * minute_ms, work: followUpFailures },
  ]
}

/** What a cron calls on a runtime without loops: all of it in turn, and what it queued at its end. */
export async function workMinute(deps: AppDeps): Promise<void> {
  const works = [workRound, ...standingWorks().map(({ work }) => work), workQueued]
  for (const work of works) await tried(deps, work)
}

/** Nothing waits for it: what fails is told, done the next time, and keeps nothing else from its turn. */
export async function tried(deps: AppDeps, work: Work): Promise<void> {
  await work(deps).catch((error: unknown) =>
    deps.log.error('background work failed', { work: work.name, error: String(error) }),
  )
}

/** What a request has stored or queued. Only hurries what the cron guarantees. */
export async function workSoon(deps: AppDeps, { hurried }: { hurried: boolean }): Promise<void> {
  if (hurried) await workInbox(deps)
  await workQueued(deps)
}
