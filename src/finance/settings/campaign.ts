import * as z from 'zod'
import type { Phrase } from '../../members/offers/offers.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { type Day, dayText } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { inOrder, reversed } from '../query.ts'
import { declarations, newestDeclaration, type Setting } from './declaration.ts'
import { minorOrNothing, ofCurrency, phrase } from './terms.ts'

/**
 * A campaign: what it cost in all, what it is to bring, what was raised for it elsewhere (no row of the
 * books: it stands beside them), the days it runs on, [from, to), and what readers are told. Minor
 * units of `currency` (undefined: the books' own). Without `from` it has always run, without `to` it
 * goes on; without a `title` readers are told nothing of it.
 */
export type Campaign = Readonly<{
  cost_minor?: bigint | undefined
  currency?: Currency | undefined
  goal_minor?: bigint | undefined
  goal_members?: number | undefined
  goal_gifts?: number | undefined
  elsewhere_minor?: bigint | undefined
  from?: Day | undefined
  to?: Day | undefined
  title?: Phrase | undefined
  ask?: Phrase | undefined
}>

const goal = z.int('This is a whole number.').nonnegative().optional()

/** A cost is no entry: it stands beside the figures of attribution and changes none of the books. */
export const campaignSetting: Setting<Campaign> = {
  kind: 'campaign',
  changesBooks: false,
  firstDay: () => null,
  terms: z
    .strictObject({
      cost_minor: minorOrNothing.optional(),
      currency: ofCurrency,
      goal_minor: minorOrNothing.optional(),
      ...{ goal_members: goal, goal_gifts: goal },
      elsewhere_minor: minorOrNothing.optional(),
      ...{ from: dayText.optional(), to: dayText.optional() },
      ...{ title: phrase(80).optional(), ask: phrase(400).optional() },
    })
    .refine(inOrder, reversed)
    .refine(({ title, ask }) => ask === undefined || title !== undefined, {
      path: ['title'],
      message: 'Say what it is called, too.',
    }),
}

/** What was declared last of each campaign, by its key; a campaign nobody declared is absent. */
export async function campaigns(reader: Reader): Promise<ReadonlyMap<string, Campaign>> {
  const all = await declarations(reader, campaignSetting)
  return new Map(all.reverse().map(({ key, terms }) => [key, terms]))
}

/** What was declared last of one campaign; null until somebody has. */
export async function campaignAt(reader: Reader, key: string): Promise<Campaign | null> {
  return (await newestDeclaration(reader, campaignSetting, key))?.terms ?? null
}
