import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { anySetting, chaosForm, disturbing } from './chaos-form.ts'
import {
  anyList,
  anyObject,
  type Client,
  clientOf,
  clock,
  deliveries,
  type Fetch,
  Refusal,
  recentDeliveries,
} from './client.ts'
import { later, step } from './clock-step.ts'
import { CONSOLE, Frame, link, ObjectPage, ObjectTable } from './console-sheets.tsx'
import { DeliveriesPage } from './deliveries.tsx'
import { kinds, pathOfId } from './kinds.ts'
import { Overview } from './overview.tsx'
import { STYLE_PATH, sendPage } from './sheet.tsx'
import { style } from './style.ts'

const DEFAULT_ACCOUNT = 'sk_test_mainstay'

/** `GET /_sandbox` and what hangs under it; every act is a form, every answer a page. */
export function consolePages(fetch: Fetch) {
  const client = (c: Context) =>
    clientOf(fetch, new URL(c.req.url).origin, accountKey.parse(c.req.query('account')))
  return new Hono()
    .get(STYLE_PATH, (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }))
    .get(CONSOLE, (c) => overview(c, client(c)))
    .get(`${CONSOLE}/console/list`, async (c) => {
      const { account, get } = client(c)
      const { path, name } = kindAt(c.req.query('path') ?? '')
      const after = c.req.query('starting_after')
      const cursor = after === undefined ? '' : `&starting_after=${encodeURIComponent(after)}`
      const { data, has_more } = await get(`${path}?limit=50${cursor}`, anyList)
      const last = data.at(-1)
      return sendPage(
        c,
        <Frame account={account} title={name}>
          <ObjectTable account={account} caption={`${name}, newest first`} items={data} />
          {has_more && last && (
            <a href={link('/console/list', { account, path, starting_after: last.id })}>Older</a>
          )}
        </Frame>,
      )
    })
    .get(`${CONSOLE}/console/object`, async (c) => {
      const { account, get } = client(c)
      const found = await get(objectPath.parse(c.req.query('path')), anyObject)
      return sendPage(c, <ObjectPage account={account} object={found} said={c.req.query('said')} />)
    })
    .get(`${CONSOLE}/console/deliveries`, async (c) => {
      const { account, get } = client(c)
      const { data } = await get('/_sandbox/deliveries/recent', recentDeliveries)
      return sendPage(c, <DeliveriesPage account={account} deliveries={data} />)
    })
    .post(`${CONSOLE}/console/clock`, async (c) => {
      const { step } = clockForm.parse(await c.req.parseBody())
      const api = client(c)
      const { now } = await api.get('/_sandbox/clock', clock)
      await api.post('/_sandbox/clock', { to: later(now, step) }, clock)
      return done(c, api, `The clock has moved on by one ${step}.`)
    })
    .post(`${CONSOLE}/console/flush`, async (c) => {
      const api = client(c)
      await api.post('/_sandbox/flush', {}, z.unknown())
      return done(c, api, 'All pending deliveries were tried once.')
    })
    .post(`${CONSOLE}/console/chaos`, async (c) => {
      const api = client(c)
      const setting = chaosForm.parse(await c.req.parseBody())
      await api.post('/_sandbox/chaos', setting, z.unknown())
      return done(c, api, `Chaos is now ${JSON.stringify(setting)}.`)
    })
    .post(`${CONSOLE}/console/act`, async (c) => {
      const api = client(c)
      const act = actForm.parse(await c.req.parseBody())
      const { id } = await api.post('/_sandbox/actions', act, anyObject)
      const path = pathOfId(id)
      return done(c, api, `Done: ${act.action}.`.replaceAll('_', ' '), path)
    })
    .post(`${CONSOLE}/console/resend`, async (c) => {
      const api = client(c)
      const { event } = resendForm.parse(await c.req.parseBody())
      await api.post(`/_sandbox/events/${event}/resend`, {}, z.unknown())
      return done(c, api, 'The event is on its way again.', pathOfId(event))
    })
    .onError((error, c) => {
      if (!(error instanceof Refusal) && !(error instanceof z.ZodError)) throw error
      const said = error instanceof Refusal ? error.message : 'The form was not understood.'
      const account = accountKey.parse(c.req.query('account'))
      return sendPage(c, <Frame account={account} title="That did not work" said={said} />, {
        status: 400,
      })
    })
}

/** Back to a page that can be loaded again without doing anything again. */
function done(c: Context, { account }: Client, said: string, path?: string) {
  const to = path === undefined ? link('', { account, said }) : object({ account, path, said })
  return c.redirect(to, 303)
}
const object = (query: Record<string, string>) => link('/console/object', query)

async function overview(c: Context, { account, get }: Client) {
  const page = (
    <Overview
      account={account}
      now={(await get('/_sandbox/clock', clock)).now}
      deliveries={await get('/_sandbox/deliveries', deliveries)}
      chaos={disturbing(await get('/_sandbox/chaos', anySetting))}
      events={(await get('/v1/events?limit=20', anyList)).data}
      sessions={(await get('/v1/checkout/sessions?limit=10', anyList)).data}
      said={c.req.query('said')}
    />
  )
  return sendPage(c, page)
}

function kindAt(path: string) {
  const kind = kinds.find((one) => one.path === path)
  if (!kind) throw new Refusal('There is no such list.')
  return kind
}

const accountKey = z
  .string()
  .regex(/^(sk|rk)_test_\w+$/)
  .catch(DEFAULT_ACCOUNT)
const objectPath = z.string().regex(/^\/v1\/[a-z_/]+\/[A-Za-z0-9_]+$/)
const clockForm = z.object({ step })
const resendForm = z.object({ event: z.string().regex(/^evt_\w+$/) })
const actForm = z
  .object({ action: z.string() })
  .catchall(z.string().transform((text) => text === 'true' || text))
