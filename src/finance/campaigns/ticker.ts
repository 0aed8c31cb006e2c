import * as z from 'zod'
import type { Phrase } from '../../members/offers/offers.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { dayText } from '../../platform/day.ts'
import { exactJson } from '../../platform/exact-json.ts'
import { oncePer } from '../../platform/gathered.ts'
import { minorJson } from '../../platform/money/money.ts'
import { languages } from '../../platform/ui/texts/language.ts'
import { currencyCode, type ReportDeps } from '../query.ts'
import { type Campaign, campaignAt } from '../settings/campaign.ts'
import { type CampaignResult, campaignResult } from './result.ts'

const words = z.record(z.enum(languages), z.string()).nullable()
const minorOrNull = z.int().nullable()
const goal = z.int().positive().nullable()

/**
 * What anybody may know of a campaign whose title is told: how far it is. Minor units of `currency`.
 * `raised_minor` is net, `elsewhere_minor` what was raised outside the books; a goal of null was not
 * set. `as_of`: when it was counted, a minute ago at most.
 */
export const tickerShape = z.strictObject({
  key: z.string(),
  state: z.enum(['planned', 'running', 'ended']),
  ...{ from: dayText.nullable(), to: dayText.nullable() },
  currency: currencyCode,
  ...{ raised_minor: minorOrNull, elsewhere_minor: z.int(), goal_minor: goal },
  ...{ members: z.int(), goal_members: goal, gifts: z.int(), goal_gifts: goal },
  ...{ title: words, ask: words },
  as_of: z.iso.datetime(),
})
export type Ticker = z.output<typeof tickerShape>

/**
 * How far a campaign is, counted once a minute however many ask; null for one that nobody declared or
 * that readers are told nothing of.
 */
export async function campaignTicker(
  reader: Reader,
  key: string,
  deps: ReportDeps,
): Promise<Ticker | null> {
  const campaign = await campaignAt(reader, key)
  if (campaign?.title === undefined) return null
  const now = deps.clock.now().getTime()
  const kept = keptOf(reader)
  const known = kept.get(key)
  const isFresh =
    known && known.at <= now && now < known.at + kept_ms && known.of === exactJson(campaign)
  if (known && isFresh) return known.ticker
  const ticker = counted(reader, { key, campaign, title: campaign.title }, deps)
  kept.set(key, { at: now, of: exactJson(campaign), ticker })
  ticker.catch(() => kept.delete(key))
  return ticker
}

const kept_ms = 60_000
type Kept = Readonly<{ at: number; of: string; ticker: Promise<Ticker> }>

/** As many as there are campaigns with a title. A declaration anew is counted at once. */
const keptOf = oncePer((_: Reader) => new Map<string, Kept>())

type Told = Readonly<{ key: string; campaign: Campaign; title: Phrase }>

async function counted(reader: Reader, told: Told, deps: ReportDeps): Promise<Ticker> {
  const result = await campaignResult(reader, told, deps)
  return tickerShape.parse(tickerOf(told, result, deps.clock.now()))
}

function tickerOf({ key, campaign, title }: Told, result: CampaignResult, at: Date) {
  return {
    ...{ key, title, ask: campaign.ask ?? null, state: result.state, currency: result.currency },
    ...{ from: campaign.from ?? null, to: campaign.to ?? null },
    raised_minor: result.raised_minor === null ? null : minorJson(result.raised_minor),
    elsewhere_minor: minorJson(campaign.elsewhere_minor ?? 0n),
    goal_minor: campaign.goal_minor ? minorJson(campaign.goal_minor) : null,
    ...{ members: result.members, goal_members: campaign.goal_members || null },
    ...{ gifts: result.gifts, goal_gifts: campaign.goal_gifts || null },
    as_of: at.toISOString(),
  }
}
