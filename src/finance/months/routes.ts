import * as z from 'zod'
import { line } from '../../ledger/income/new-income.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { type Month, monthText } from '../../platform/day.ts'
import { askedNothing, parsed, sentNothing } from '../../platform/http/parsed.ts'
import { Problem } from '../../platform/http/problem.ts'
import { routesWith } from '../../platform/http/routes.ts'
import type { ReportDeps } from '../query.ts'
import { type CloseDeps, closeMonth, monthsTaken, reopenMonth } from './close.ts'
import { monthWithSnapshot } from './month.ts'
import { obstacleWords } from './obstacle-words.ts'
import { monthStates } from './report.ts'

export type MonthsApiDeps = CloseDeps

const named = z.object({ month: monthText })
const inMonth = parsed('param', named)

/** `/api/periods`: the months of the books, what stands between each and its close, and its close. */
export const monthsApi = routesWith<MonthsApiDeps>()
  .use(askedNothing)
  .get('/', async (c) => c.json({ data: await monthStates(c.var.deps.reader, c.var.deps) }))
  .get('/:month', inMonth, async (c) =>
    c.json(await answerOf(c.req.valid('param').month, c.var.deps)),
  )
  .post('/:month/close', inMonth, sentNothing, async (c) => {
    const { deps, principal } = c.var
    const { month } = c.req.valid('param')
    const outcome = await closeMonth(deps, month, principal)
    switch (outcome.kind) {
      case 'closed':
        return c.json(await answerOf(month, deps))
      case 'already_closed':
        throw conflict(outcome.kind, `${month} is closed already.`)
      case 'obstructed':
        throw obstructed(month, outcome.obstacles)
      case 'months_taken':
        throw monthsTaken()
      case 'unknown':
        throw notInBooks(month)
    }
  })
  .post('/:month/reopen', inMonth, parsed('json', z.strictObject({ reason: line })), async (c) => {
    const { deps, principal: who } = c.var
    const { month } = c.req.valid('param')
    const outcome = await reopenMonth(deps, month, { who, ...c.req.valid('json') })
    switch (outcome.kind) {
      case 'reopened':
        return c.json(await answerOf(month, deps))
      case 'months_taken':
        throw monthsTaken()
      case 'not_closed':
        throw conflict(outcome.kind, `${month} is not closed.`)
      case 'not_the_latest':
        throw conflict(
          outcome.kind,
          `${outcome.latest} was closed after ${month}: reopen that one first.`,
        )
    }
  })

async function answerOf(month: Month, deps: ReportDeps & Readonly<{ reader: Reader }>) {
  const known = await monthWithSnapshot(deps.reader, month, deps)
  if (known === null) throw notInBooks(month)
  return known
}

function notInBooks(month: Month): Problem {
  return new Problem(404, 'month', `${month} ended before the books begin.`)
}

function conflict(code: string, why: string): Problem {
  return new Problem(409, code, `${why} Nothing was changed.`)
}

/** Each obstacle by its name, with what to do about it. */
function obstructed(month: Month, obstacles: readonly string[]): Problem {
  const errors = obstacles.map((field) => ({ field, message: obstacleWords(field) }))
  const detail = `${month} cannot be closed: ${errors.map(({ message }) => message).join(' ')}`
  return new Problem(409, 'obstacles', `${detail} Nothing was changed.`, { errors })
}
