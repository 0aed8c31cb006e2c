import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { isDatabaseAway } from '../database/away.ts'
import type { Log } from '../log.ts'
import { pageIn } from '../ui/page.tsx'
import { speechOf } from '../ui/texts/speaking.ts'
import { Problem } from './problem.ts'
import { ProblemPage } from './problem-page.tsx'
import { wantsHtml } from './wants-html.ts'

/** Every answer that is not the wished one: problem+json (RFC 9457), or a page saying the same. */
export function problemResponse(error: Error, c: Context, log: Log): Response | Promise<Response> {
  const told = error instanceof Problem ? error : problemOf(error, c, log)
  const facts = told.factsIn(speechOf(c))
  const noStore = { 'cache-control': 'no-store', ...told.headers }
  if (wantsHtml(c)) {
    return c.html(
      pageIn(c, <ProblemPage {...facts} />, { title: facts.title }),
      facts.status,
      noStore,
    )
  }
  const { code, ...members } = facts
  const problem = { type: `/problems/${code}`, instance: c.req.path, ...members }
  return c.json(problem, facts.status, { ...noStore, 'content-type': 'application/problem+json' })
}

/** What the libraries throw, as ours; only what nobody expected is logged, and once. */
function problemOf(error: Error, c: Context, log: Log): Problem {
  if (error instanceof HTTPException) return refusalOf(error)
  const facts = {
    path: c.req.path,
    method: c.req.method,
    error: error.name,
    message: error.message,
  }
  if (isDatabaseAway(error)) {
    log.warn('database is out of reach', facts)
    return databaseAway(error)
  }
  log.error('request failed', { ...facts, at: error.stack?.split('\n')[1]?.trim() })
  return new Problem(
    500,
    'unexpected',
    { key: 'problem.unexpected' },
    { title: { key: 'problem.title_unexpected' }, cause: error },
  )
}

function databaseAway(cause: Error): Problem {
  return new Problem(
    503,
    'database_unavailable',
    { key: 'problem.database_away' },
    { cause, headers: { 'retry-after': '5' } },
  )
}

function refusalOf(error: HTTPException): Problem {
  switch (error.status) {
    case 400:
      return new Problem(400, 'malformed', { key: 'problem.malformed' })
    case 413:
      return new Problem(413, 'too_large', { key: 'problem.too_large' })
    default:
      return new Problem(error.status, 'refused', error.message || { key: 'problem.refused' })
  }
}
