import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as z from 'zod'
import { accountsNow, accountsSetting } from '../../../finance/journal/account.ts'
import { declare } from '../../../finance/settings/declaration.ts'
import { importRates, type RatesImported } from '../../../ledger/rates/import.ts'
import { namesOf } from '../../../platform/auth/names.ts'
import { fieldErrors, parsed } from '../../../platform/http/parsed.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import { type RoomEnv, routesWith } from '../../../platform/http/routes.ts'
import type { ReportPageDeps } from '../report/deps.ts'
import { deskPages } from '../shell.tsx'
import { settingForms } from './forms.ts'
import { type OffersDeps, offersPages } from './offers/routes.tsx'
import { type Refused, SettingsPage } from './page.tsx'
import { rateSources } from './rates-form.tsx'
import type { Sent } from './setting-form.ts'

type Deps = ReportPageDeps & OffersDeps
type Asked = Context<RoomEnv<Deps>>

const fields = parsed('form', z.record(z.string(), z.string()))
/** The ECB's whole history has 2 MB; the same as the API's. */
const file = bodyLimit({ maxSize: 16 * 1024 * 1024 })

/** `/desk/settings`: what finance declares, each with everything that was said before. */
export const settingsPages = routesWith<Deps>()
  .use(deskPages)
  .get('/', (c) => show(c, null))
  .post('/rates', file, async (c) => {
    const { file: sent } = await c.req.parseBody()
    const text = sent instanceof File ? await sent.text() : ''
    const errors = errorsIn(await importRates(c.var.deps, text, c.var.principal.id))
    return errors.length > 0 ? show(c, { path: 'rates', values: {}, errors }) : done(c, 'rates')
  })
  .post('/accounts', async (c) => {
    const body = await c.req.parseBody({ dot: true })
    const read = accountsSetting.terms.safeParse(body)
    if (!read.success) {
      const errors = read.error.issues.flatMap(fieldErrors)
      return show(c, { path: 'accounts', values: textsOf(await c.req.parseBody()), errors })
    }
    const { deps, principal } = c.var
    await declare(
      deps,
      accountsSetting,
      { key: '', terms: read.data, sent: read.data },
      principal.id,
    )
    return done(c, 'accounts')
  })
  .route('/offers', offersPages)
  .post('/:path', fields, async (c) => {
    const path = c.req.param('path')
    const form = settingForms.find((one) => one.path === path)
    if (form === undefined) return c.notFound()
    const values = c.req.valid('form')
    const { deps, principal } = c.var
    const currency = deps.config.reportingCurrency
    const outcome = await form.declare({ ...deps, currency }, values, principal.id)
    return outcome.kind === 'declared'
      ? done(c, path)
      : show(c, { path, values, errors: outcome.errors })
  })

function textsOf(body: Readonly<Record<string, unknown>>): Sent {
  const texts = Object.entries(body).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  )
  return Object.fromEntries(texts)
}

function done(c: Asked, path: string) {
  return c.redirect(`/desk/settings?done=${path}#${path}`, 303)
}

function errorsIn(imported: RatesImported): readonly FieldError[] {
  switch (imported.kind) {
    case 'imported':
      return []
    case 'refused':
      return imported.errors
    case 'differs': {
      const { known, says } = imported
      const message = `${known.day}: ${known.currency} for one ${known.base} is known as ${known.rate}, the file says ${says}.`
      return [{ field: 'file', message }]
    }
  }
}

/** The page, with what came back from one of its forms. */
async function show(c: Asked, refused: Refused | null) {
  const { reader, config } = c.var.deps
  const [accounts, rates, settings] = await Promise.all([
    accountsNow(reader),
    rateSources(reader),
    Promise.all(settingForms.map(async (form) => ({ form, history: await form.history(reader) }))),
  ])
  const who = settings.flatMap(({ history }) => history.map(({ declared_by }) => declared_by))
  if (refused !== null) c.status(422)
  return c.render(
    <SettingsPage
      {...{ settings, accounts, rates, refused }}
      names={await namesOf(reader, [...new Set(who)])}
      done={c.req.query('done') !== undefined}
      zone={config.reportingTimezone}
      currency={config.reportingCurrency}
    />,
    { title: 'Settings' },
  )
}
