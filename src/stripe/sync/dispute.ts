import type { Transaction } from 'kysely'
import { writeDispute } from '../../members/store.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { lockObject } from '../inbox/lease.ts'
import { parseDispute } from '../objects/dispute.ts'
import { refreshCharge } from './charge.ts'
import { type Effect, type News, noEffect, readNewest, type SyncDeps } from './effect.ts'

/** How a dispute stands, on the payment it is about; that one is fetched when it is not known yet. */
export async function refreshDispute(deps: SyncDeps, news: News): Promise<Effect> {
  const dispute = await readNewest(deps, news, parseDispute, () =>
    deps.stripe.disputes.retrieve(news.id),
  )
  if (dispute === null) return noEffect
  const { charge, state } = dispute
  const payment = (await isKnown(deps.db, charge))
    ? noEffect
    : await refreshCharge(deps, { id: charge, snapshot: undefined, at: news.at })
  return async (trx) => {
    await lockObject(trx, charge, 'charge')
    const payers = (await isKnown(trx, charge)) ? [] : await payment(trx)
    return [...payers, await writeDispute(trx, charge, state)]
  }
}

async function isKnown(
  db: Pick<Transaction<Schema>, 'selectFrom'>,
  charge: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('payment')
    .select('id')
    .where('id', '=', charge)
    .executeTakeFirst()
  return row !== undefined
}
