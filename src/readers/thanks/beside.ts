import { type Newsletter, offeredNewsletters } from '../../finance/settings/newsletters.ts'
import { offersAt } from '../../finance/settings/offers.ts'
import { mayAskMonthly } from '../../members/monthly-declined.ts'
import { benefitsOf, levelOf } from '../../members/offers/levels.ts'
import type { Benefit, Tier } from '../../members/offers/offers.ts'
import { type OrderWords, orderWordsAt } from '../../members/order-words.ts'
import type { Clock } from '../../platform/clock.ts'
import { type Database, readerOf } from '../../platform/database/connection.ts'
import type { Money } from '../../platform/money/money.ts'
import type { SessionFacts } from '../../stripe/checkout.ts'
import { invitedTo } from './invitation.tsx'

/** What a thank-you may say besides the sum. It names nobody who gave: who has the address sees it. */
export type Beside = Readonly<{
  level: Tier | null
  benefits: readonly Benefit[]
  dedication: OrderWords['dedication']
  /** What somebody who gave once may be asked to give monthly. */
  invited: Money | null
  newsletter: Newsletter | null
}>

export async function besideOf(
  { db, clock }: Readonly<{ db: Database; clock: Clock }>,
  { frequency, amount, wordsOf, paymentIntent }: SessionFacts,
  { hasDeclined }: Readonly<{ hasDeclined: boolean }>,
): Promise<Beside> {
  const reader = readerOf(db)
  const { offers } = await offersAt(reader, clock.now())
  const level = amount === null ? null : levelOf(offers, { frequency, amount })
  const said = wordsOf === null ? null : await orderWordsAt(reader, wordsOf)
  const isAskable =
    frequency === 'once' &&
    !hasDeclined &&
    (paymentIntent === null || (await mayAskMonthly(reader, paymentIntent)))
  const [newsletter = null] = await offeredNewsletters(reader)
  return {
    ...{ level, benefits: benefitsOf(offers, level), dedication: said?.dedication ?? null },
    invited: isAskable && amount !== null ? invitedTo(offers, amount.currency) : null,
    newsletter,
  }
}
