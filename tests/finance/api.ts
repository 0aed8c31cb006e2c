import { Hono } from 'hono'
import { type FinanceDeps, financeApi } from '../../src/finance/routes.ts'
import type { Principal, Role } from '../../src/platform/auth/principal.ts'
import { type Database, readerOf } from '../../src/platform/database/connection.ts'
import { problemResponse } from '../../src/platform/http/problem-response.tsx'
import type { RoomEnv } from '../../src/platform/http/routes.ts'
import { countingIds } from '../../src/platform/ids.ts'
import { silentLog } from '../../src/platform/log.ts'
import { reportDeps } from './asked.ts'

/** Who asks, without the door before the rooms. */
function somebody(role: Role): Principal {
  return { id: `${role}_1`, name: role, role, via: 'key' }
}

const ids = countingIds()

/** Finance's addresses over one database, asked by somebody of that role. */
export function financeApp(db: Database, role: Role = 'finance') {
  const app = new Hono<RoomEnv<FinanceDeps>>()
  const deps = { ...reportDeps, db, reader: readerOf(db), ids }
  app.onError((error, c) => problemResponse(error, c, silentLog))
  app.use(async (c, next) => {
    c.set('deps', deps)
    c.set('principal', somebody(role))
    await next()
  })
  return app.route('/api', financeApi)
}

/** Status and parsed body of a GET. */
export async function answer(app: ReturnType<typeof financeApp>, path: string) {
  const response = await app.request(path)
  return { status: response.status, body: await response.json() }
}

/** Status and parsed body of a POST or PUT: a text as it is (a file), anything else as JSON. */
export async function send(
  app: ReturnType<typeof financeApp>,
  [method, path]: ['POST' | 'PUT', string],
  content: unknown,
) {
  const type = typeof content === 'string' ? 'text/csv' : 'application/json'
  const body = typeof content === 'string' ? content : JSON.stringify(content)
  const response = await app.request(path, { method, body, headers: { 'content-type': type } })
  return { status: response.status, body: await response.json() }
}
