import type { Context } from 'hono'
import * as z from 'zod'
import { campaignResult } from '../../../finance/campaigns/result.ts'
import { type Campaign, campaignSetting, campaigns } from '../../../finance/settings/campaign.ts'
import { declarations, declare, newestDeclaration } from '../../../finance/settings/declaration.ts'
import { namesOf } from '../../../platform/auth/names.ts'
import type { Database } from '../../../platform/database/connection.ts'
import { addDays, todayOf } from '../../../platform/day.ts'
import { parsed } from '../../../platform/http/parsed.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import { type RoomEnv, routesWith } from '../../../platform/http/routes.ts'
import type { Ids } from '../../../platform/ids.ts'
import type { ReportPageDeps } from '../report/deps.ts'
import { filledIn, type Sent } from '../settings/setting-form.ts'
import { deskPages } from '../shell.tsx'
import { campaignForm } from './form.ts'
import type { Shown } from './goals.ts'
import { addressOf, CampaignPage, CampaignsPage } from './page.tsx'

type Deps = ReportPageDeps & Readonly<{ db: Database; ids: Ids }>
type Asked = Context<RoomEnv<Deps>>

/** `/desk/campaigns`: what was planned, what it brought, and all that was said of it. */
export const campaignPages = routesWith<Deps>()
  .use(deskPages)
  .get('/', (c) => showAll(c, {}, []))
  .post('/', parsed('form', z.record(z.string(), z.string())), async (c) => {
    const { deps, principal } = c.var
    const sent = c.req.valid('form')
    const currency = deps.config.reportingCurrency
    const outcome = await campaignForm.declare({ ...deps, currency }, sent, principal.id)
    if (outcome.kind === 'declared') return c.redirect(`${addressOf(sent.key ?? '')}?done`, 303)
    c.status(422)
    return showAll(c, sent, outcome.errors)
  })
  .get('/:key', async (c) => {
    const { reader, config } = c.var.deps
    const key = c.req.param('key')
    const history = await declarations(reader, campaignSetting, key)
    const [newest] = history
    if (newest === undefined) return c.notFound()
    const shown = await shownOf(c, key, newest.terms)
    const currency = config.reportingCurrency
    return c.render(
      <CampaignPage
        {...{ shown, history, currency, errors: [] }}
        names={await namesOf(reader, [...new Set(history.map(({ declared_by: by }) => by))])}
        values={{ ...filledIn(campaignForm.fields, newest.sent, currency), key }}
        done={c.req.query('done') !== undefined}
        zone={config.reportingTimezone}
      />,
      { title: newest.terms.title?.en ?? key },
    )
  })
  .post('/:key/end', async (c) => {
    const { deps, principal } = c.var
    const key = c.req.param('key')
    const newest = await newestDeclaration(deps.reader, campaignSetting, key)
    if (newest === null) return c.notFound()
    const to = addDays(todayOf(deps), 1)
    const said = { terms: { ...newest.terms, to }, sent: { ...newest.sent, to } }
    await declare(deps, campaignSetting, { key, ...said, reason: 'Ended' }, principal.id)
    return c.redirect(`${addressOf(key)}?done`, 303)
  })

async function showAll(c: Asked, values: Sent, errors: readonly FieldError[]) {
  const { reader, config } = c.var.deps
  const said = [...(await campaigns(reader))]
  const all = await Promise.all(said.map(([key, campaign]) => shownOf(c, key, campaign)))
  return c.render(
    <CampaignsPage
      {...{ all: runningFirst(all), values, errors, history: [], names: new Map() }}
      zone={config.reportingTimezone}
      currency={config.reportingCurrency}
    />,
    { title: 'Campaigns' },
  )
}

async function shownOf(c: Asked, key: string, campaign: Campaign): Promise<Shown> {
  const { reader, config, clock } = c.var.deps
  return {
    key,
    campaign,
    result: await campaignResult(reader, { key, campaign }, { config, clock }),
  }
}

const order = ['running', 'planned', 'ended']

/** Among themselves the later ones first. */
function runningFirst(all: readonly Shown[]): Shown[] {
  return [...all].sort(
    (a, b) =>
      order.indexOf(a.result.state) - order.indexOf(b.result.state) ||
      (a.result.from < b.result.from ? 1 : -1),
  )
}
