import type { Context } from 'hono'
import { offersAt } from '../../finance/settings/offers.ts'
import type { Offers } from '../../members/offers/offers.ts'
import { readerOf } from '../../platform/database/connection.ts'
import { issueNonce, readNonce } from '../../platform/http/nonce.ts'
import type { Ids } from '../../platform/ids.ts'
import { runningCampaign } from '../campaigns/running.ts'
import { knownShare, type ShareDeps } from '../known-share.ts'
import { monthsAhead } from '../reminders/months.ts'
import type { ReaderEnv } from '../texts/routes.ts'
import { SupportPage, type SupportPageProps, supportAddress, supportTitle } from './page.tsx'

export type SupportDeps = ShareDeps &
  Readonly<{
    ids: Ids
    config: Readonly<{
      baseUrl: string
      returnOrigins: readonly string[]
      appSecret: string
    }>
  }>
export type SupportContext<Deps extends SupportDeps> = Context<ReaderEnv<Deps>>

/** The support page, with the share of last year and the campaign that led here. */
export async function showSupport<Deps extends SupportDeps>(
  c: SupportContext<Deps>,
  props: Omit<SupportPageProps, 'share' | 'campaign' | 'months'>,
) {
  const { deps } = c.var
  const [share, campaign] = await Promise.all([
    knownShare(deps),
    runningCampaign(deps, props.prefill.campaign),
  ])
  const months = monthsAhead(deps.clock.now(), deps.config.reportingTimezone)
  c.header('cache-control', 'private, no-store')
  return c.render(<SupportPage {...props} {...{ share, campaign, months }} />, {
    title: supportTitle(c.var.texts),
    address: supportAddress(props.prefill),
  })
}

/** A form's nonce and what it offers; both are made anew unless one is sent that still holds. */
export type FormBasis = Readonly<{ nonce: string; offers: Offers }>

export async function newForm(deps: SupportDeps): Promise<FormBasis> {
  const { offers } = await offersAt(readerOf(deps.db), deps.clock.now())
  return { nonce: await newNonce(deps), offers }
}

export function newNonce({ config, clock, ids }: SupportDeps): Promise<string> {
  return issueNonce({ secret: config.appSecret, clock, ids })
}

export async function formOf(deps: SupportDeps, nonce: string): Promise<FormBasis> {
  const read = await readNonce({ secret: deps.config.appSecret, clock: deps.clock }, nonce)
  if (read.kind !== 'valid') return newForm(deps)
  const { offers } = await offersAt(readerOf(deps.db), read.nonce.issuedAt)
  return { nonce, offers }
}
