import Stripe from 'stripe'
import { type Clock, secondsAfter } from '../platform/clock.ts'
import { type Database, type Reader, readerOf } from '../platform/database/connection.ts'
import type { Log } from '../platform/log.ts'

type Deps = Readonly<{ db: Database; stripe: Pick<Stripe, 'checkout'>; clock: Clock; log: Log }>

const hour_s = 3600
/** Refused cards on one payment page within an hour; whoever mistypes theirs has fewer. */
const mostOnForm = 10

/** Closes payment pages on which card after card is refused: nothing can be tried there any more. */
export async function closeTriedForms({ db, stripe, clock, log }: Deps): Promise<void> {
  const tried = await triedForms(readerOf(db), secondsAfter(clock.now(), -hour_s))
  for (const { nonce, session } of tried) {
    if (!(await isClosed(stripe, session))) continue
    await db.updateTable('checkout_order').set({ url: null }).where('nonce', '=', nonce).execute()
    log.info('a payment page was closed after many refused cards', { session })
  }
}

/** Pages that are closed already have no address any more. */
async function triedForms(reader: Reader, since: Date) {
  const rows = await reader
    .selectFrom('failed_attempt as f')
    .innerJoin('checkout_order as o', 'o.nonce', 'f.nonce')
    .select(['o.nonce', 'o.session'])
    .where('f.failed_at', '>=', since)
    .where('o.url', 'is not', null)
    .groupBy(['o.nonce', 'o.session'])
    .having(({ fn }) => fn.countAll(), '>=', mostOnForm)
    .execute()
  return rows.flatMap(({ nonce, session }) => (session === null ? [] : [{ nonce, session }]))
}

/** Stripe refuses to close one that is paid or expired, which is as good; else it is tried again. */
async function isClosed(stripe: Deps['stripe'], session: string): Promise<boolean> {
  try {
    await stripe.checkout.sessions.expire(session)
    return true
  } catch (error) {
    return error instanceof Stripe.errors.StripeInvalidRequestError
  }
}
