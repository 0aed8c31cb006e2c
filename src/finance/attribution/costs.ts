import { factorsFor } from '../../ledger/rates/factors.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { type Day, dayOf } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import type { ReportDeps } from '../query.ts'
import { rounded } from '../ratio.ts'
import { type Campaign, campaignCosts } from '../settings/campaign.ts'
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
  const today = dayOf(clock.now(), config.reportingTimezone)
  const declared = [...(await campaignCosts(reader))].map(([key, campaign]) => ({
    key,
    campaign,
    currency: campaign.currency ?? config.reportingCurrency,
    day: campaign.from ?? today,
  }))
  const foreign = declared.filter((one) => one.currency !== currency)
  const { known } = await factorsFor(reader, foreign, currency)
  const factors = new Map(known.map((factor) => [`${factor.currency} ${factor.day}`, factor]))
  return new Map(
    declared.map(({ key, campaign, ...pair }) => {
      const factor = pair.currency === currency ? same : factors.get(`${pair.currency} ${pair.day}`)
      return [key, { cost: costOf(campaign, factor), from: campaign.from ?? null }]
    }),
  )
}

type Factor = Readonly<{ numerator: bigint; denominator: bigint }>
const same: Factor = { numerator: 1n, denominator: 1n }

function costOf({ cost_minor }: Campaign, factor: Factor | undefined): Cost {
  if (factor === undefined) return { value: null, why: 'rate_unavailable' }
  return { value: rounded(cost_minor * factor.numerator, factor.denominator), why: null }
}
