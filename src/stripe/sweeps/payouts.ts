import { secondsAfter } from '../../platform/clock.ts'
import { parsePayout } from '../objects/payout.ts'
import { listPayouts } from '../sync/lists.ts'
import type { Comparison } from './objects.ts'

/** A payout may still fail days after it was paid (domain/stripe.md 8.5). */
const overlap_s = 14 * 24 * 3600

/** Payouts, automatic and manual, of which the last two weeks may still change. */
export const recentPayouts: Comparison = {
  sweep: 'payouts',
  type: 'payout',
  events: ['created', 'updated', 'paid', 'failed', 'canceled', 'reconciliation_completed'].map(
    (change) => `payout.${change}`,
  ),
  list: ({ stripe }, mark, cursor) =>
    listPayouts(stripe, mark && secondsAfter(mark, -overlap_s), cursor),
  said: (object) => parsePayout(object),
  kept: ({ db }, ids) => db.selectFrom('payout').selectAll().where('id', 'in', ids).execute(),
  gone: async () => [], // Stripe keeps them for ever
}
