import type { Reader } from '../../platform/database/connection.ts'
import { addDays, type Day, daysBetween, todayOf } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { attribution } from '../attribution/report.ts'
import type { Interval, Range } from '../period.ts'
import type { ReportDeps } from '../query.ts'
import { revenue } from '../revenue/report.ts'
import type { Campaign } from '../settings/campaign.ts'

export type CampaignState = 'planned' | 'running' | 'ended'

/** By its days alone: it runs on `from` and no longer on `to`. */
function stateOn(today: Day, { from, to }: Campaign): CampaignState {
  if (from !== undefined && today < from) return 'planned'
  return to !== undefined && to <= today ? 'ended' : 'running'
}

/**
 * What a campaign has brought over its days until today. `raised_minor`: net revenue, as
 * `/api/reports/revenue?group=campaign` has it for these days; null with a reason where a row has no
 * rate. `members`, `gifts`: as attribution's `members_new` and `gifts`, each put down to its own
 * checkout. What was raised elsewhere is in none of them.
 */
export type CampaignResult = Range &
  Readonly<{
    currency: Currency
    state: CampaignState
    raised_minor: bigint | null
    reason: string | null
    members: number
    gifts: number
    interval: Interval
    periods: readonly RaisedIn[]
    /** The rows behind what was raised. */
    entries: string | null
  }>
export type RaisedIn = Range & Readonly<{ net_minor: number | null; entries: string | null }>

type Named = Readonly<{ key: string; campaign: Campaign }>

export async function campaignResult(
  reader: Reader,
  { key, campaign }: Named,
  deps: ReportDeps,
): Promise<CampaignResult> {
  const today = todayOf(deps)
  const range = daysUntil(today, campaign)
  const currency = campaign.currency ?? deps.config.reportingCurrency
  const interval = daysBetween(range.from, range.to) > longestByDay ? 'month' : 'day'
  const query = { ...range, currency, basis: 'net', compare: null, folded: false } as const
  const by = { group: 'campaign', source: 'all', model: 'last' } as const
  const [money, won] = await Promise.all([
    revenue(reader, { ...query, ...by, interval }, deps),
    attribution(reader, { ...query, ...by, interval: 'year' }, deps),
  ])
  const all = ofKey(money.total, key)
  const brought = won.total.groups.find((group) => group.key === key)
  return {
    ...{ ...range, currency, interval, state: stateOn(today, campaign) },
    raised_minor: all.net_minor === null ? null : BigInt(all.net_minor),
    reason: all.net_minor === null ? 'rate_unavailable' : null,
    members: brought?.members_new ?? 0,
    gifts: brought?.gifts ?? 0,
    periods: money.periods.map((period) => ({
      ...{ from: period.from, to: period.to },
      ...ofKey(period, key),
    })),
    entries: all.entries,
  }
}

/** Longer campaigns are told by month. */
const longestByDay = 100
/** Of a campaign without a first day: before Stripe's first. */
const longAgo = '2010-01-01'

function daysUntil(today: Day, { from = longAgo, to }: Campaign): Range {
  const tomorrow = addDays(today, 1)
  const end = to !== undefined && to < tomorrow ? to : tomorrow
  return { from, to: from < end ? end : addDays(from, 1) }
}

type Grouped = Readonly<{
  groups?: readonly Readonly<{
    key: string
    net_minor: number | null
    entries: Readonly<{ net_minor: string }> | null
  }>[]
}>

function ofKey({ groups = [] }: Grouped, key: string) {
  const group = groups.find((one) => one.key === key)
  if (group === undefined) return { net_minor: 0, entries: null }
  return { net_minor: group.net_minor, entries: group.entries?.net_minor ?? null }
}
