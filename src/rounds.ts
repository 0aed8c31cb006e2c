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

/** What a cron calls on a runtime without loops. A round that fails is the very thing to be told. */
export async function workMinute(deps: AppDeps): Promise<void> {
  try {
    await workRound(deps)
  } finally {
    const works = [
      ...[
        numberReceipts,
        announceUpcoming,
        tendGifts,
        tendReminders,
        keepQueued,
        workQueued,
        watchAlarms,
      ],
      ...[keepHouse, rollupKeeper(), proveNightly, followUpFailures],
    ]
    for (const work of works) await work(deps)
  }
}

/** What a request has stored or queued. Only hurries what the cron guarantees. */
export async function workSoon(deps: AppDeps, { hurried }: { hurried: boolean }): Promise<void> {
  if (hurried) await workInbox(deps)
  await workQueued(deps)
}
