import type { Context } from 'hono'
import * as z from 'zod'
import {
  type Declaration,
  declarations,
  declare,
} from '../../../../finance/settings/declaration.ts'
import {
  draftKey,
  offersAt,
  offersJson,
  offersSetting,
} from '../../../../finance/settings/offers.ts'
import { previewAddress } from '../../../../finance/settings/offers-preview.ts'
import type { Offers } from '../../../../members/offers/offers.ts'
import { namesOf } from '../../../../platform/auth/names.ts'
import type { Database } from '../../../../platform/database/connection.ts'
import { parsed } from '../../../../platform/http/parsed.ts'
import { Problem } from '../../../../platform/http/problem.ts'
import { type RoomEnv, routesWith } from '../../../../platform/http/routes.ts'
import type { Ids } from '../../../../platform/ids.ts'
import type { ReportPageDeps } from '../../report/deps.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { OffersPage, type OffersPageProps } from './page.tsx'
import { readOffers } from './read.ts'

export type OffersDeps = ReportPageDeps &
  Readonly<{ db: Database; ids: Ids; config: Readonly<{ appSecret: string }> }>
type Asked = Context<RoomEnv<OffersDeps>>

const form = parsed('form', z.record(z.string(), z.string()))

/** `/desk/settings/offers`: what readers may give and get, kept version by version. */
export const offersPages = routesWith<OffersDeps>()
  .get('/', async (c) => {
    const { reader, clock } = c.var.deps
    const { offers } = await offersAt(reader, clock.now())
    return show(c, fieldsOf(offers), [])
  })
  .post('/', form, (c) => keep(c, c.req.valid('form'), ''))
  .post('/draft', form, (c) => keep(c, c.req.valid('form'), draftKey))
  .post('/restore', parsed('form', z.object({ version: z.coerce.number().int() })), async (c) => {
    const { version } = c.req.valid('form')
    const all = await declarations(c.var.deps.reader, offersSetting, '')
    const found = all.find((one) => one.version === version)
    if (found === undefined) throw new Problem(404, 'offers', 'There is no such version.')
    await offer(c, { key: '', terms: found.terms, reason: `Version ${version} again` })
    return c.redirect('/desk/settings/offers?done=offered', 303)
  })

/** Offers it, or keeps it as a draft that only its preview shows. */
async function keep(c: Asked, fields: Fields, key: string) {
  const read = readOffers(fields)
  const parsedOffers = offersSetting.terms.safeParse(read.sent)
  if (read.errors.length > 0) return show(c, fields, read.errors)
  if (!parsedOffers.success) {
    const errors = parsedOffers.error.issues.map(({ path, message }) => ({
      field: read.nameOf(path),
      message,
    }))
    return show(c, fields, errors)
  }
  await offer(c, { key, terms: parsedOffers.data, reason: fields.reason?.trim() || undefined })
  const done = key === draftKey ? 'tried' : 'offered'
  return c.redirect(`/desk/settings/offers?done=${done}`, 303)
}

type Kept = Readonly<{ key: string; terms: Offers; reason: string | undefined }>

function offer(c: Asked, kept: Kept) {
  const { deps, principal } = c.var
  return declare(deps, offersSetting, { ...kept, sent: offersJson(kept.terms) }, principal.id)
}

async function show(c: Asked, fields: Fields, errors: OffersPageProps['errors']) {
  const { reader, config } = c.var.deps
  const [history, [draft]] = await Promise.all([
    declarations(reader, offersSetting, ''),
    declarations(reader, offersSetting, draftKey),
  ])
  if (errors.length > 0) c.status(422)
  const { data: done = null } = z.enum(['tried', 'offered']).safeParse(c.req.query('done'))
  return c.render(
    <OffersPage
      {...{ fields, errors, history, done }}
      names={await namesOf(reader, [...new Set(history.map(({ declared_by: by }) => by))])}
      preview={await previewOf(c, draft, history)}
      zone={config.reportingTimezone}
    />,
    { title: 'Offers' },
  )
}

/** Of a draft that is newer than what is offered. */
async function previewOf(
  c: Asked,
  draft: Declaration<Offers> | undefined,
  [offered]: readonly Declaration<Offers>[],
) {
  const isNew = draft !== undefined && (!offered || draft.declared_at > offered.declared_at)
  return isNew ? previewAddress(c.var.deps.config.appSecret, draft.version) : null
}
