import type { Database } from '../../src/platform/database/connection.ts'
import { seededRandom } from '../../src/platform/seeded-random.ts'
import { storeEvents } from '../../src/stripe/inbox/stored-event.ts'
import { verify } from '../../src/stripe/proofs.ts'
import { runSweeps } from '../../src/stripe/sweeps/sweeps.ts'
import { syncPending } from '../../src/stripe/sync/sync.ts'
import { openAccount, testClock } from '../stripe/account.ts'
import { settle, syncDeps } from '../stripe/house.ts'
import { watchOf } from '../stripe/proofs/proven.ts'
import { forgetAll } from '../stripe/story.ts'
import { type History, live } from './history.ts'
import { shuffled } from './orders.ts'
import { type InboxRow, rowsOf } from './recording.ts'
import { differencesFromStripe } from './stripes-books.ts'

/**
 * Lives a history while its events come: each twice, late or never by chance, those of one act in any
 * order, sync working between some of them. After one sweep, whatever differs from Stripe: lines of
 * our tables beside Stripe's objects, and failed proofs.
 */
export async function differencesAfter(db: Database, history: History): Promise<string[]> {
  await forgetAll(db)
  const machine = testClock()
  const account = await openAccount(testClock(), { settles: history.settles })
  const deps = syncDeps(db, account, machine)
  const random = seededRandom(history.luck)
  const known = new Set<string>()
  const late: InboxRow[] = []
  for (const act of history.acts) {
    await live(account, act)
    const news = (await rowsOf(account)).filter(({ event_id }) => !known.has(event_id))
    for (const { event_id } of news) known.add(event_id)
    await storeEvents(db, fated([...news, ...late.splice(0)], late, random))
    if (random() < 0.7) await syncPending(deps, { limit: 500 })
    machine.move(random() < 0.5 ? 1 : 30)
  }
  await storeEvents(db, unique(late))
  await settle(deps, machine)
  await runSweeps(deps)
  await settle(deps, machine)
  const differences = await differencesFromStripe(account.stripe, db)
  const { proofs } = await verify(deps, watchOf(account)) // days too: Stripe’s clock goes on for its reports
  return [
    ...differences,
    ...proofs
      .filter(({ ok }) => !ok)
      .map((proof) => `proof ${proof.id} failed: ${proof.difference}`),
  ]
}

/** What of the waiting events comes now; the rest comes later or never. */
function fated(waiting: readonly InboxRow[], late: InboxRow[], random: () => number): InboxRow[] {
  const now: InboxRow[] = []
  for (const row of shuffled(waiting, random)) {
    const chance = random()
    if (chance < 0.1) continue
    if (chance < 0.3) late.push(row)
    else now.push(row)
    if (chance > 0.85) late.push(row)
  }
  return unique(now)
}

function unique(rows: readonly InboxRow[]): InboxRow[] {
  return [...new Map(rows.map((row) => [row.event_id, row])).values()]
}
