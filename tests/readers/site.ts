import { Hono } from 'hono'
import { configOf } from '../../src/config.ts'
import { type Database, readerOf } from '../../src/platform/database/connection.ts'
import { rememberPeer } from '../../src/platform/http/client-address.ts'
import { pageHeaders } from '../../src/platform/http/headers.ts'
import { ownOriginOnly } from '../../src/platform/http/origin.ts'
import { problemResponse } from '../../src/platform/http/problem-response.tsx'
import { randomIds } from '../../src/platform/ids.ts'
import { type Facts, silentLog } from '../../src/platform/log.ts'
import { speaking } from '../../src/platform/ui/texts/speaking.ts'
import { checkoutRoutes } from '../../src/readers/checkout/routes.tsx'
import { embedRoutes } from '../../src/readers/embed/routes.ts'
import { supportRoutes } from '../../src/readers/support/routes.tsx'
import { thanksRoutes } from '../../src/readers/thanks/routes.tsx'
import { whoPaysRoutes } from '../../src/readers/who-pays/routes.tsx'
import { openStandIn } from './stripe-stand-in.ts'

export const baseUrl = 'http://127.0.0.1:8787'
export const appSecret = 'a secret of 32 characters or more!'
export const noon = new Date('2026-03-02T12:00:00Z')

let peers = 0

/** Each site is visited from an address of its own, so that limits of one test spend none of the next. */
function nextPeer(): string {
  peers += 1
  return `192.0.2.${peers}`
}

/** The readers' wing on a real database, with a Stripe that can be made to fail and a clock to set. */
export async function openSite(db: Database) {
  const standIn = await openStandIn()
  const time = { now: noon, peer: nextPeer() }
  const logged: [string, Facts | undefined][] = []
  const log = {
    ...silentLog,
    warn: (event: string, facts?: Facts) => void logged.push([event, facts]),
  }
  const clock = { now: () => time.now }
  const deps = {
    ...{ db, reader: readerOf(db), stripe: standIn.stripe, ids: randomIds(crypto), log },
    ...{ clock, machineClock: clock, random: () => 0.5 },
    config: configOf(
      { BASE_URL: baseUrl, APP_SECRET: appSecret, RETURN_ORIGINS: 'https://news.example' },
      { production: false, localSecret: null },
    ),
  }
  const app = new Hono<{ Variables: { deps: typeof deps } }>()
  app.onError((error, c) => problemResponse(error, c, log))
  app.use(async (c, next) => {
    c.set('deps', deps)
    await next()
  })
  app.use(
    rememberPeer(() => time.peer),
    pageHeaders(),
    speaking(deps.config),
    ownOriginOnly(baseUrl, { exempt: [] }),
  )
  app.route('/support', supportRoutes)
  app.route('/checkout', checkoutRoutes)
  app.route('/thank-you', thanksRoutes)
  app.route('/embed.js', embedRoutes)
  app.route('/who-pays', whoPaysRoutes)
  const get = async (path: string, accept = 'text/html') =>
    app.request(path, { headers: { accept } })
  const newNonce = async () => {
    const { nonce } = (await (await app.request('/checkout/nonce')).json()) satisfies {
      nonce: string
    }
    return String(nonce)
  }
  const json = async (order: Record<string, unknown>, headers: Record<string, string> = {}) =>
    app.request('/checkout', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify({ nonce: await newNonce(), ...order }),
    })
  const form = async (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    app.request('/checkout', {
      method: 'POST',
      headers: { accept: 'text/html', ...headers },
      body: new URLSearchParams({ nonce: await newNonce(), ...fields }),
    })
  return { ...standIn, app, get, newNonce, json, form, time, logged, db }
}
export type Site = Awaited<ReturnType<typeof openSite>>

/** An ordinary order, for a test to say only what differs. */
export function order(more: Record<string, unknown> = {}) {
  return { frequency: 'monthly', amount_minor: 1000, currency: 'EUR', ...more }
}
