import type Fraction from 'fraction.js'
import { exchangeInto } from '../../ledger/rates/exchange.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { type Day, todayOf } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { wholeOf } from '../../platform/money/rounding.ts'
import type { ReportDeps } from '../query.ts'
import { campaigns } from '../settings/campaign.ts'
import type { Cost } from './payback.ts'

/** What campaigns cost and when they began; a campaign nobody declared is absent. */
export type Costs = ReadonlyMap<string, Readonly<{ cost: Cost; from: Day | null }>>

/**
 * The declared costs in `currency`: a whole campaign's, whatever the period. Another currency is taken
 * at the rate of the day the campaign began on, of today where none was said.
 */
export async function costsIn(
  reader: Reader,
  currency: Currency,
  { config, clock }: ReportDeps,
): Promise<Costs> {
  const today = todayOf({ clock, config })
  const declared = [...(await campaigns(reader))].map(([key, campaign]) => ({
    key,
    campaign,
    currency: campaign.currency ?? config.reportingCurrency,
    day: campaign.from ?? today,
  }))
  const factorOf = await exchangeInto(reader, declared, currency)
  return new Map(
    declared.map(({ key, campaign, ...pair }) => [
      key,
      { cost: costOf(campaign.cost_minor, factorOf(pair)), from: campaign.from ?? null },
    ]),
  )
}

function costOf(cost_minor: bigint | undefined, factor: Fraction | null): Cost {
  if (cost_minor === undefined) return { value: null, why: 'not_declared' }
  if (factor === null) return { value: null, why: 'rate_unavailable' }
  return { value: wholeOf(factor.mul(cost_minor)), why: null }
}
