import { campaignTicker, type Ticker } from '../../finance/campaigns/ticker.ts'
import { isDatabaseAway } from '../../platform/database/away.ts'
import { readerOf } from '../../platform/database/connection.ts'
import type { ShareDeps } from '../known-share.ts'

/**
 * The campaign that a page was come to by, while it runs and readers are told of it; else null. A page
 * that asks for support stands without it, so a failure is null too, and logged; with the database
 * away no order could be taken, and that is thrown.
 */
export async function runningCampaign(deps: ShareDeps, key: string | null): Promise<Ticker | null> {
  if (key === null) return null
  try {
    const ticker = await campaignTicker(readerOf(deps.db), key, deps)
    return ticker?.state === 'running' ? ticker : null
  } catch (error) {
    if (error instanceof Error && isDatabaseAway(error)) throw error
    deps.log.warn('how far a campaign is is not known', { campaign: key, error: String(error) })
    return null
  }
}
