import { notePayment, type PaymentNote } from '../../members/store.ts'
import type { Database } from '../../platform/database/connection.ts'
import { refreshCharge } from './charge.ts'
import { type Effect, type News, noEffect, type SyncDeps } from './effect.ts'

/** Notes something about a payment beside it; the payment is fetched where it is not known yet. */
export async function besidePayment(
  deps: SyncDeps,
  { charge, at }: { charge: string; at: News['at'] },
  note: PaymentNote,
): Promise<Effect> {
  const payment = (await isKnown(deps.db, charge))
    ? noEffect
    : await refreshCharge(deps, { id: charge, snapshot: undefined, at })
  return {
    payer: payment.payer,
    write: async (trx, member_id) => {
      const { members = [], ...touched } = await payment.write(trx, member_id)
      return { ...touched, members: [...members, await notePayment(trx, charge, note)] }
    },
  }
}

async function isKnown(db: Pick<Database, 'selectFrom'>, charge: string): Promise<boolean> {
  const row = await db
    .selectFrom('payment')
    .select('id')
    .where('id', '=', charge)
    .executeTakeFirst()
  return row !== undefined
}
