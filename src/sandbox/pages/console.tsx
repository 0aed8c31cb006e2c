import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { ActsPage } from './act-forms.tsx'
import { anyChaos, ChaosPage, disturbing } from './chaos-page.tsx'
import {
  anyList,
  anyObject,
  anySetting,
  type Client,
  clock,
  deliveries,
  type Fetch,
  Refusal,
  recentDeliveries,
} from './client.ts'
import { ClockPage } from './clock-page.tsx'
import { accountKey, consoleActs, consoleClient } from './console-acts.tsx'
import { CONSOLE, Frame, link } from './console-sheets.tsx'
import { DeliveriesPage } from './deliveries.tsx'
import { kinds, pathOfId } from './kinds.ts'
import { ReplayPage, SettingsPage } from './lever-pages.tsx'
import { found, holds, ListPage, ObjectsPage } from './list-page.tsx'
import { ObjectPage } from './object-page.tsx'
import { Overview } from './overview.tsx'
import { STYLE_PATH, sendPage } from './sheet.tsx'
import { style } from './style.ts'

/** `GET /_sandbox` and what hangs under it; every act is a form, every answer a page. */
export function consolePages(fetch: Fetch) {
  const client = (c: Context) => consoleClient(fetch, c)
  return new Hono()
    .get(STYLE_PATH, (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }))
    .get(CONSOLE, (c) => overview(c, client(c)))
    .get(`${CONSOLE}/console/objects`, (c) =>
      sendPage(c, <ObjectsPage account={client(c).account} />),
    )
    .get(`${CONSOLE}/console/list`, async (c) => {
      const asked = listQuery.parse(c.req.query())
      const { name } = kindAt(asked.path)
      const api = client(c)
      const page = (
        <ListPage {...{ account: api.account, asked, name }} {...(await found(api, asked))} />
      )
      return sendPage(c, page)
    })
    .get(`${CONSOLE}/console/find`, (c) => {
      const path = pathOfId((c.req.query('id') ?? '').trim())
      if (path === undefined) throw new Refusal('No object of the sandbox has such an id.')
      return c.redirect(link('/console/object', { account: client(c).account, path }), 303)
    })
    .get(`${CONSOLE}/console/object`, (c) => objectPage(c, client(c)))
    .get(`${CONSOLE}/console/deliveries`, async (c) => {
      const { account, get } = client(c)
      const { data } = await get('/_sandbox/deliveries/recent', recentDeliveries)
      const said = c.req.query('said')
      return sendPage(c, <DeliveriesPage {...{ account, said }} deliveries={data} />)
    })
    .get(`${CONSOLE}/console/acts`, (c) =>
      sendPage(c, <ActsPage account={client(c).account} said={c.req.query('said')} />),
    )
    .get(`${CONSOLE}/console/chaos`, async (c) => {
      const { account, get } = client(c)
      const chaos = await get('/_sandbox/chaos', anyChaos)
      return sendPage(c, <ChaosPage {...{ account, chaos, said: c.req.query('said') }} />)
    })
    .get(`${CONSOLE}/console/settings`, async (c) => {
      const { account, get } = client(c)
      const settings = await get('/_sandbox/settings', anySetting)
      return sendPage(c, <SettingsPage {...{ account, settings, said: c.req.query('said') }} />)
    })
    .get(`${CONSOLE}/console/replay`, (c) => {
      const { from, said } = c.req.query()
      return sendPage(c, <ReplayPage account={client(c).account} from={from} said={said} />)
    })
    .get(`${CONSOLE}/console/clock`, (c) => clockPage(c, client(c)))
    .route('/', consoleActs(fetch))
    .onError((error, c) => {
      if (!(error instanceof Refusal) && !(error instanceof z.ZodError)) throw error
      const said = error instanceof Refusal ? error.message : 'The form was not understood.'
      const account = accountKey.parse(c.req.query('account'))
      return sendPage(c, <Frame account={account} title="That did not work" said={said} />, {
        status: 400,
      })
    })
}

async function overview(c: Context, { account, get }: Client) {
  const chaos = await get('/_sandbox/chaos', anyChaos)
  const page = (
    <Overview
      account={account}
      now={(await get('/_sandbox/clock', clock)).now}
      deliveries={await get('/_sandbox/deliveries', deliveries)}
      chaos={disturbing(chaos)}
      faults={chaos.faults.length}
      events={(await get('/v1/events?limit=20', anyList)).data}
      sessions={(await get('/v1/checkout/sessions?limit=10', anyList)).data}
      said={c.req.query('said')}
    />
  )
  return sendPage(c, page)
}

async function objectPage(c: Context, api: Client) {
  const { account, get } = api
  const object = await get(objectPath.parse(c.req.query('path')), anyObject)
  const told = `/_sandbox/deliveries/recent?event=${encodeURIComponent(object.id)}`
  const isEvent = object.object === 'event'
  const page = (
    <ObjectPage
      account={account}
      object={object}
      events={isEvent ? [] : await eventsOf(api, object.id)}
      deliveries={isEvent ? (await get(told, recentDeliveries)).data : []}
      said={c.req.query('said')}
    />
  )
  return sendPage(c, page)
}

/** Those of the newest five hundred that carry or name it. */
async function eventsOf({ get }: Client, id: string) {
  let after = ''
  const named = []
  for (let read = 0; read < 5; read += 1) {
    const { data, has_more } = await get(`/v1/events?limit=100${after}`, anyList)
    named.push(...data.filter((event) => holds(event, `"${id}"`)))
    if (!has_more) break
    after = `&starting_after=${data.at(-1)?.id}`
  }
  return named.slice(0, 20)
}

async function clockPage(c: Context, { account, get }: Client) {
  const { now, advancing_to: to } = await get('/_sandbox/clock', clock)
  const from = z.coerce.number().optional().catch(undefined).parse(c.req.query('from'))
  const said =
    to === undefined && from !== undefined ? 'The clock is where it was sent.' : undefined
  if (to !== undefined) c.header('refresh', '1')
  return sendPage(c, <ClockPage {...{ account, now, from, to, said }} />)
}

function kindAt(path: string) {
  const kind = kinds.find((one) => one.path === path)
  if (!kind) throw new Refusal('There is no such list.')
  return kind
}

const word = z.string().trim().optional()
const listQuery = z.object({
  path: z.string().default(''),
  q: word,
  type: word,
  delivery_success: word,
  starting_after: word,
})
const objectPath = z.string().regex(/^\/v1\/[a-z_/]+\/[A-Za-z0-9_]+$/)
