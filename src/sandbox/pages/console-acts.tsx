import { setTimeout as after } from 'node:timers/promises'
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { fieldsOfAct } from './act-forms.tsx'
import { anyChaos, chaosIn, withFault, withoutFault } from './chaos-page.tsx'
import { anyObject, type Client, clientOf, clock, type Fetch } from './client.ts'
import { later, step } from './clock-step.ts'
import { CONSOLE, link } from './console-sheets.tsx'
import { pathOfId } from './kinds.ts'
import { replayIn, settingsIn } from './lever-pages.tsx'
import { rollIn } from './object-page.tsx'
import { valuesOf, words } from './shape.ts'

/** How long a form of the clock waits for its move before it shows how far that has come. */
const PATIENCE_MS = 1500

/** What the forms of the console do; each leads to a page that can be loaded again. */
export function consoleActs(fetch: Fetch) {
  const client = (c: Context) => consoleClient(fetch, c)
  return new Hono()
    .post(`${CONSOLE}/console/clock`, async (c) => {
      const { step } = clockForm.parse(await c.req.parseBody())
      const api = client(c)
      const { now } = await api.get('/_sandbox/clock', clock)
      const move = api.post('/_sandbox/clock', { to: later(now, step) }, clock)
      const isThere = await Promise.race([move, after(PATIENCE_MS, false, { ref: false })])
      if (isThere) return done(c, api, `The clock has moved on by one ${step}.`)
      return c.redirect(link('/console/clock', { account: api.account, from: String(now) }), 303)
    })
    .post(`${CONSOLE}/console/flush`, async (c) => {
      const api = client(c)
      await api.post('/_sandbox/flush', {}, z.unknown())
      return done(c, api, 'All pending deliveries were tried once.')
    })
    .post(`${CONSOLE}/console/calm`, async (c) => {
      const api = client(c)
      await api.post('/_sandbox/chaos', {}, z.unknown())
      return done(c, api, 'All is calm.')
    })
    .post(`${CONSOLE}/console/chaos`, async (c) => {
      const typed = await form(c)
      return setChaos(c, client(c), 'Chaos is set.', (chaos) => chaosIn(chaos, typed))
    })
    .post(`${CONSOLE}/console/fault`, async (c) => {
      const typed = await form(c)
      return setChaos(c, client(c), 'The fault is ordered.', (chaos) => withFault(chaos, typed))
    })
    .post(`${CONSOLE}/console/fault-off`, async (c) => {
      const index = z.coerce.number().parse((await form(c)).index)
      return setChaos(c, client(c), 'The fault is gone.', (chaos) => withoutFault(chaos, index))
    })
    .post(`${CONSOLE}/console/settings`, async (c) => {
      const api = client(c)
      await api.post('/_sandbox/settings', settingsIn(await form(c)), z.unknown())
      return done(c, api, 'The settings are kept.', '/console/settings')
    })
    .post(`${CONSOLE}/console/replay`, async (c) => {
      const api = client(c)
      const { events } = await api.post('/_sandbox/replay', replayIn(await form(c)), replayed)
      return done(c, api, `${events.length} events were sent again.`, '/console/deliveries')
    })
    .post(`${CONSOLE}/console/act`, async (c) => {
      const api = client(c)
      const { action = '', ...typed } = await form(c)
      const act = { action, ...valuesOf(fieldsOfAct(action), typed) }
      const { id } = await api.post('/_sandbox/actions', act, anyObject)
      return toObject(c, api, `Done: ${words(action).toLowerCase()}.`, id)
    })
    .post(`${CONSOLE}/console/resend`, async (c) => {
      const api = client(c)
      const { event } = resendForm.parse(await c.req.parseBody())
      await api.post(`/_sandbox/events/${event}/resend`, {}, z.unknown())
      return toObject(c, api, 'The event is on its way again.', event)
    })
    .post(`${CONSOLE}/console/roll`, async (c) => {
      const api = client(c)
      const { endpoint = '', ...typed } = await form(c)
      const path = `/_sandbox/endpoints/${encodeURIComponent(endpoint)}/roll`
      const { secret } = await api.post(path, rollIn(typed), rolled)
      return toObject(c, api, `Its secret is now ${secret}.`, endpoint)
    })
}

/** The sandbox's own API, with the key of the account that the page is about. */
export function consoleClient(fetch: Fetch, c: Context): Client {
  return clientOf(fetch, new URL(c.req.url).origin, accountKey.parse(c.req.query('account')))
}

export const accountKey = z
  .string()
  .regex(/^(sk|rk)_test_\w+$/)
  .catch('sk_test_mainstay')

type AnyChaos = z.infer<typeof anyChaos>

async function setChaos(c: Context, api: Client, said: string, to: (was: AnyChaos) => object) {
  const was = await api.get('/_sandbox/chaos', anyChaos)
  await api.post('/_sandbox/chaos', to(was), z.unknown())
  return done(c, api, said, '/console/chaos')
}

/** Back to a page that can be loaded again without doing anything again. */
function done(c: Context, { account }: Client, said: string, page = '') {
  return c.redirect(link(page, { account, said }), 303)
}

function toObject(c: Context, api: Client, said: string, id: string) {
  const path = pathOfId(id)
  if (path === undefined) return done(c, api, said)
  return c.redirect(link('/console/object', { account: api.account, path, said }), 303)
}

async function form(c: Context): Promise<Record<string, string>> {
  return z.record(z.string(), z.string()).parse(await c.req.parseBody())
}

const clockForm = z.object({ step })
const resendForm = z.object({ event: z.string().regex(/^evt_\w+$/) })
const replayed = z.object({ events: z.array(z.string()) })
const rolled = z.object({ secret: z.string() })
