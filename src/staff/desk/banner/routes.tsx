import type { Context } from 'hono'
import * as z from 'zod'
import { variantResults } from '../../../finance/banner/result.ts'
import {
  type Banner,
  bannerSetting,
  usualBanner,
  variantsOf,
} from '../../../finance/settings/banner.ts'
import { type Declaration, declarations } from '../../../finance/settings/declaration.ts'
import { namesOf } from '../../../platform/auth/names.ts'
import type { Database } from '../../../platform/database/connection.ts'
import { parsed } from '../../../platform/http/parsed.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import { type RoomEnv, routesWith } from '../../../platform/http/routes.ts'
import type { Ids } from '../../../platform/ids.ts'
import type { ReportPageDeps } from '../report/deps.ts'
import { filledIn, type Sent } from '../settings/setting-form.ts'
import { deskPages } from '../shell.tsx'
import { bannerForm } from './form.ts'
import { BannerPage, type Compared } from './page.tsx'

type Deps = ReportPageDeps & Readonly<{ db: Database; ids: Ids }>
type Asked = Context<RoomEnv<Deps>>

/** `/desk/banner`: when it is shown, what it says, and what its wordings brought. */
export const bannerPages = routesWith<Deps>()
  .use(deskPages)
  .get('/', (c) => show(c, null, []))
  .post('/', parsed('form', z.record(z.string(), z.string())), async (c) => {
    const { deps, principal } = c.var
    const sent = c.req.valid('form')
    const currency = deps.config.reportingCurrency
    const outcome = await bannerForm.declare({ ...deps, currency }, sent, principal.id)
    if (outcome.kind === 'declared') return c.redirect('/desk/banner?done', 303)
    c.status(422)
    return show(c, sent, outcome.errors)
  })

async function show(c: Asked, typed: Sent | null, errors: readonly FieldError[]) {
  const { reader, config } = c.var.deps
  const currency = config.reportingCurrency
  const history = await declarations(reader, bannerSetting, '')
  const said = history[0]?.sent ?? usualBanner
  const since = comparedSince(history)
  return c.render(
    <BannerPage
      {...{ errors, history, currency, since }}
      compared={await comparedNow(c, history[0]?.terms ?? usualBanner, since)}
      names={await namesOf(reader, [...new Set(history.map(({ declared_by: by }) => by))])}
      values={typed ?? filledIn(bannerForm.fields, said, currency)}
      done={c.req.query('done') !== undefined}
      zone={config.reportingTimezone}
    />,
    { title: 'Banner' },
  )
}

/** Since readers are told what they are told now, in these parts; a change of the rhythm begins nothing anew. */
function comparedSince(history: readonly Declaration<Banner>[]): Date {
  const [newest] = history
  const changed = history.findIndex(
    ({ terms }) => !newest || saidIn(terms) !== saidIn(newest.terms),
  )
  const first = changed === -1 ? history.at(-1) : history[changed - 1]
  return first?.declared_at ?? new Date(0)
}

function saidIn({ holdback_percent, text_a, text_b, text_c }: Banner): string {
  return JSON.stringify([holdback_percent, text_a, text_b, text_c])
}

/** Every wording that is shown now, and every other one that somebody gave by; none where there is no choice. */
async function comparedNow(c: Asked, banner: Banner, since: Date): Promise<Compared[]> {
  const { reader, config } = c.var.deps
  const shown = new Map(variantsOf(banner))
  const found = await variantResults(reader, { since, currency: config.reportingCurrency })
  const brought = new Map(found.map((result) => [result.variant, result]))
  if (shown.size < 2 && found.length === 0) return []
  return [...new Set([...shown.keys(), ...brought.keys()])].map((variant) => ({
    ...(brought.get(variant) ?? { variant, given: 0, net_minor: 0n }),
    percent: shown.get(variant) ?? null,
  }))
}
