import { beginRetry, endRetry } from '../../members/card-retries.ts'
import { dunningRule, leftWithBills, type OwedBill, owedBills } from '../../members/dunning.ts'
import { secondsAfter } from '../../platform/clock.ts'
import { readerOf } from '../../platform/database/connection.ts'
import { withinLimit } from '../../platform/http/limits.ts'
import { graceOver } from '../objects/subscription.ts'
import type { SyncDeps } from '../sync/effect.ts'
import { voidOpen } from './carry-out.ts'
import { keepRead } from './keep-read.ts'
import { payOnce } from './pay-once.ts'

const hour_s = 3600
const day_s = 24 * hour_s
/** What was left open longer ago is history, which nobody touches. */
const recent_s = 30 * day_s

/** Once an hour of business time, whichever process comes first. */
export async function followUpFailures(deps: SyncDeps): Promise<void> {
  const now = deps.clock.now()
  const turn = await withinLimit(deps.db, { key: 'dunning', limit: 1, window_s: hour_s, now })
  if (turn.ok) await followUpNow(deps)
}

/**
 * What becomes of payments that failed, by the newsroom's rule: a membership that stays unpaid too long
 * is ended, a bill that Stripe has given up is tried again on our own days, and nobody who has left is
 * asked for a bill, wherever they left. One that fails keeps no other from its turn.
 */
export async function followUpNow(deps: SyncDeps): Promise<void> {
  const reader = readerOf(deps.db)
  const { grace_days, retry_days } = await dunningRule(reader)
  const now = deps.clock.now()
  const owed = await owedBills(reader)
  const isOver = ({ first_failed_at }: OwedBill) =>
    grace_days !== null && now >= secondsAfter(first_failed_at, grace_days * day_s)
  const over = new Set(owed.filter(isOver).map(({ subscription }) => subscription))
  const works = [
    ...[...over].map((id) => () => endUnpaid(deps, id)),
    ...owed
      .filter(({ planned, subscription }) => !planned && !over.has(subscription))
      .flatMap((bill) => dueDay(bill, retry_days, now) ?? [])
      .map((retry) => () => tryAgain(deps, retry)),
    ...(await leftWithBills(reader, secondsAfter(now, -recent_s))).map(
      (id) => () => clear(deps, id),
    ),
  ]
  for (const work of works) await work().catch((error: unknown) => tell(deps, error))
}

/** Ended like one whose tries are exhausted, and with nothing left to pay. */
async function endUnpaid(deps: SyncDeps, id: string): Promise<void> {
  const why = { cancellation_details: { comment: graceOver } }
  await deps.stripe.subscriptions.cancel(id, why, { idempotencyKey: `grace:${id}` })
  await clear(deps, id)
}

async function clear(deps: SyncDeps, id: string): Promise<void> {
  const voided = await voidOpen(deps.stripe, id)
  const bills = voided.map((invoice) => ({ type: 'invoice', id: invoice }) as const)
  await keepRead(deps, [{ type: 'subscription', id }, ...bills])
}

type Retry = Readonly<{ bill: OwedBill; day: number }>

/** The latest of our days that has come; earlier ones that were missed are not made up for. */
function dueDay(bill: OwedBill, days: readonly number[], now: Date): Retry | null {
  const come = days.filter((day) => now >= secondsAfter(bill.first_failed_at, day * day_s))
  return come.length === 0 ? null : { bill, day: Math.max(...come) }
}

/** By the card that is known, once for each of the days. */
async function tryAgain(deps: SyncDeps, { bill, day }: Retry): Promise<void> {
  const { db, clock } = deps
  const { invoice, member_id, subscription } = bill
  const retry = { member_id, invoice, method: `day_${day}` }
  if (!(await beginRetry(db, retry, clock.now()))) return
  const outcome = await payOnce(deps.stripe, invoice, { key: retry.method })
  await endRetry(db, retry, { now: clock.now(), outcome })
  await keepRead(deps, [
    { type: 'invoice', id: invoice },
    { type: 'subscription', id: subscription },
  ])
}

function tell({ log }: SyncDeps, error: unknown): void {
  const reason = error instanceof Error ? error.name : 'unknown'
  log.warn('a failed payment was not followed up', { reason })
}
