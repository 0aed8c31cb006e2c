import type { Hono } from 'hono'
import type { Principal, StaffRole } from '../../../src/platform/auth/principal.ts'
import { fixedClock } from '../../../src/platform/clock.ts'
import { type Database, readerOf } from '../../../src/platform/database/connection.ts'
import { problemResponse } from '../../../src/platform/http/problem-response.tsx'
import { type RoomEnv, routesWith } from '../../../src/platform/http/routes.ts'
import { randomIds } from '../../../src/platform/ids.ts'
import { silentLog } from '../../../src/platform/log.ts'
import { currencyOf } from '../../../src/platform/money/currency.ts'
import { shownMails } from '../../../src/readers/mails/show.ts'
import { access } from '../../../src/staff/access.ts'
import type { CallFacts } from '../../../src/stripe/calls/counts.ts'
import { testConfig } from '../../stripe/house.ts'

export const now = new Date('2026-06-15T10:00:00Z')
const eur = currencyOf('EUR')
if (eur === null) throw new TypeError('EUR is a currency')

export function deskDeps(db: Database) {
  return {
    config: {
      reportingCurrency: eur,
      reportingTimezone: 'Europe/Kyiv',
      supporterMonths: 12,
      baseUrl: 'http://127.0.0.1:8787',
      appSecret: 'a secret of thirty-two characters',
      stripe: { ...testConfig.stripe, apiBase: null },
    },
    db,
    reader: readerOf(db),
    clock: fixedClock(now),
    machineClock: fixedClock(now),
    ids: randomIds(crypto),
    log: silentLog,
    calls: { facts: () => noCalls },
    mails: shownMails(testConfig),
  }
}

const noCalls: CallFacts = { calls: [], waits: 0, waited_s: 0, limited: new Map(), away: null }
export type DeskDeps = ReturnType<typeof deskDeps>

/** The desk as a signed-in person of this role meets it: the house's guard stands before the rooms. */
export function deskOf(
  role: StaffRole,
  deps: DeskDeps,
  mount: (app: Hono<RoomEnv<DeskDeps>>) => void,
) {
  const principal: Principal = { id: 'usr_1', name: 'vira@example.org', role, via: 'session' }
  const app = routesWith<DeskDeps>()
  app.use(async (c, next) => {
    c.set('deps', deps)
    c.set('principal', principal)
    await next()
  })
  app.use(access)
  app.onError((error, c) => problemResponse(error, c, silentLog))
  mount(app)
  return {
    app,
    /** The page at an address, or what was answered in its place. */
    async open(path: string, init: RequestInit = {}) {
      const headers = { accept: 'text/html', ...init.headers }
      const response = await app.request(path, { ...init, headers })
      return { status: response.status, html: await response.text(), headers: response.headers }
    },
    post(path: string, fields: Record<string, string | string[]>) {
      const body = new URLSearchParams()
      for (const [name, values] of Object.entries(fields)) {
        for (const value of [values].flat()) body.append(name, value)
      }
      return this.open(path, { method: 'POST', body })
    },
  }
}

/** What a person reads: the text without its marks, runs of space as one. */
export function textOf(html: string): string {
  return html
    .replace(/<head>.*?<\/head>/s, '')
    .replaceAll(/<svg.*?<\/svg>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}
