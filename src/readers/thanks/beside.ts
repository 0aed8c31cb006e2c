import { offersAt } from '../../finance/settings/offers.ts'
import { benefitsOf, levelOf } from '../../members/offers/levels.ts'
import type { Benefit, Tier } from '../../members/offers/offers.ts'
import { type OrderWords, orderWordsAt } from '../../members/order-words.ts'
import type { Clock } from '../../platform/clock.ts'
import { type Database, readerOf } from '../../platform/database/connection.ts'
import type { SessionFacts } from '../../stripe/checkout.ts'

/** What a thank-you may say besides the sum. It names nobody who gave: who has the address sees it. */
export type Beside = Readonly<{
  level: Tier | null
  benefits: readonly Benefit[]
  dedication: OrderWords['dedication']
}>

export async function besideOf(
  { db, clock }: Readonly<{ db: Database; clock: Clock }>,
  { frequency, amount, wordsOf }: SessionFacts,
): Promise<Beside> {
  const { offers } = await offersAt(readerOf(db), clock.now())
  const level = amount === null ? null : levelOf(offers, { frequency, amount })
  const said = wordsOf === null ? null : await orderWordsAt(readerOf(db), wordsOf)
  return { level, benefits: benefitsOf(offers, level), dedication: said?.dedication ?? null }
}
