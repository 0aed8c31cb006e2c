import * as z from 'zod'
import type { Reader } from '../../platform/database/connection.ts'
import { type Day, dayText } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { declarations, type Setting } from './declaration.ts'
import { minorOrNothing, ofCurrency } from './terms.ts'

/**
 * What a campaign cost in all and what it was to bring; minor units of `currency`
 * (undefined: the books' own). `from`: the day it began on.
 */
export type Campaign = Readonly<{
  cost_minor: bigint
  currency?: Currency | undefined
  goal_minor?: bigint | undefined
  goal_members?: number | undefined
  from?: Day | undefined
}>

/** A cost is no entry: it stands beside the figures of attribution and changes none of the books. */
export const campaignSetting: Setting<Campaign> = {
  kind: 'campaign',
  changesBooks: false,
  firstDay: () => null,
  terms: z.strictObject({
    cost_minor: minorOrNothing,
    currency: ofCurrency,
    goal_minor: minorOrNothing.optional(),
    goal_members: z.int().nonnegative().optional(),
    from: dayText.optional(),
  }),
}

/** What was declared last of each campaign, by its key; a campaign nobody declared is absent. */
export async function campaignCosts(reader: Reader): Promise<ReadonlyMap<string, Campaign>> {
  const all = await declarations(reader, campaignSetting)
  return new Map(all.reverse().map(({ key, terms }) => [key, terms]))
}

/** What was declared last of one campaign; null until finance has. */
export async function campaignCost(reader: Reader, key: string): Promise<Campaign | null> {
  const [newest] = await declarations(reader, campaignSetting, key)
  return newest?.terms ?? null
}
