import type { SubscriptionChange } from '../../../src/members/subscription-changes.ts'
import { recordSubscriptionChange } from '../../../src/members/subscription-changes.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { insertMember, insertSubscription } from '../../members/builders.ts'

/** A member whose subscriptions' histories are kept; answers their id. */
export async function insertHistory(
  db: Database,
  id: string,
  changes: readonly SubscriptionChange[],
): Promise<string> {
  await insertMember(db, { id })
  const theirs = changes.map((each) => ({ ...each, subscription: `${id}_${each.subscription}` }))
  for (const subscription of new Set(theirs.map((each) => each.subscription))) {
    await insertSubscription(db, { id: subscription, member_id: id })
  }
  await db.transaction().execute(async (trx) => {
    for (const each of theirs) await recordSubscriptionChange(trx, each)
  })
  return id
}
