import type { Context } from 'hono'
import * as z from 'zod'
import type { Config } from '../../config.ts'
import { aboutTable } from '../../finance/exports/about.ts'
import { fileAnswer, fileForm } from '../../finance/exports/twin.ts'
import { declarations } from '../../finance/settings/declaration.ts'
import { newsletterSetting, newsletters } from '../../finance/settings/newsletters.ts'
import { evidence, listCounts } from '../../members/newsletters/consents.ts'
import { namesOf } from '../../platform/auth/names.ts'
import type { Database } from '../../platform/database/connection.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { type FieldError, Problem } from '../../platform/http/problem.ts'
import { type RoomEnv, routesWith } from '../../platform/http/routes.ts'
import type { Ids } from '../../platform/ids.ts'
import type { ReportPageDeps } from '../desk/report/deps.ts'
import { filledIn, type Sent } from '../desk/settings/setting-form.ts'
import { deskPages } from '../desk/shell.tsx'
import { newsletterForm } from './form.ts'
import { NewsletterPage, NewslettersPage } from './pages.tsx'
import { subscribersTable } from './subscribers.ts'

type Deps = ReportPageDeps &
  Readonly<{ db: Database; ids: Ids; config: Pick<Config, 'baseUrl' | 'appSecret'> }>
type Asked = Context<RoomEnv<Deps>>

/** `/desk/newsletters`: the lists, who gets them and what they agreed to, and the file of a list. */
export const newsletterPages = routesWith<Deps>()
  .get(
    '/:file{[a-z0-9-]+\\.(?:csv|xlsx)}',
    parsed('query', z.strictObject(fileForm)),
    async (c) => {
      const [key = ''] = c.req.param('file').split('.')
      const list = await listNamed(c, key)
      const { deps } = c.var
      const text = `Who gets ${list.name.en}, with what they agreed to.`
      const file = {
        ...{ name: `newsletter-${key}`, act: 'newsletter.export', rows: key },
        sheets: [{ name: key, table: subscribersTable(deps, key) }],
        about: aboutTable({ id: `newsletter-${key}`, text }, deps),
      }
      return fileAnswer(c, file, c.req.valid('query'))
    },
  )
  .use(deskPages)
  .get('/', (c) => showAll(c, {}, []))
  .post('/', parsed('form', z.record(z.string(), z.string())), async (c) => {
    const { deps, principal } = c.var
    const sent = c.req.valid('form')
    const currency = deps.config.reportingCurrency
    const outcome = await newsletterForm.declare({ ...deps, currency }, sent, principal.id)
    if (outcome.kind === 'declared')
      return c.redirect(`/desk/newsletters/${sent.key?.trim()}?done`, 303)
    c.status(422)
    return showAll(c, sent, outcome.errors)
  })
  .get('/:key', parsed('query', z.object({ address: z.string().optional() })), async (c) => {
    const { reader, config } = c.var.deps
    const list = await listNamed(c, c.req.param('key'))
    const typed = c.req.valid('query').address?.trim().toLowerCase() ?? ''
    const history = await declarations(reader, newsletterSetting, list.key)
    const currency = config.reportingCurrency
    const { key, ...terms } = list
    const counts = await listCounts(reader)
    return c.render(
      <NewsletterPage
        {...{ list, history, currency, typed, errors: [] }}
        counts={counts.filter((one) => one.list === key)}
        consents={await evidence(reader, { list: key, address: typed === '' ? null : typed })}
        names={await namesOf(reader, [...new Set(history.map(({ declared_by: by }) => by))])}
        values={{ ...filledIn(newsletterForm.fields, terms, currency), key }}
        done={c.req.query('done') !== undefined}
        zone={config.reportingTimezone}
      />,
      { title: list.name.en },
    )
  })

async function showAll(c: Asked, values: Sent, errors: readonly FieldError[]) {
  const { reader, config } = c.var.deps
  const [lists, counts] = [await newsletters(reader), await listCounts(reader)]
  return c.render(
    <NewslettersPage
      {...{ lists, counts, values, errors, history: [], names: new Map() }}
      zone={config.reportingTimezone}
      currency={config.reportingCurrency}
    />,
    { title: 'Newsletters' },
  )
}

async function listNamed(c: Asked, key: string) {
  const list = (await newsletters(c.var.deps.reader)).find((one) => one.key === key)
  if (list === undefined) throw new Problem(404, 'list', 'There is no newsletter of this key.')
  return list
}
