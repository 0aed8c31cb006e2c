import type { Context } from 'hono'
import * as z from 'zod'
import {
  type CloseDeps,
  closeMonth,
  monthsTaken,
  reopenMonth,
} from '../../../finance/months/close.ts'
import { monthWithSnapshot } from '../../../finance/months/month.ts'
import { monthStates } from '../../../finance/months/report.ts'
import { line } from '../../../ledger/income/new-income.ts'
import { monthText } from '../../../platform/day.ts'
import { fieldErrors, parsed } from '../../../platform/http/parsed.ts'
import { type FieldError, Problem } from '../../../platform/http/problem.ts'
import { type RoomEnv, routesWith } from '../../../platform/http/routes.ts'
import type { ReportPageDeps } from '../report/deps.ts'
import { deskPages } from '../shell.tsx'
import { MonthsList } from './list.tsx'
import { MonthPage, type Question } from './month-page.tsx'

type Deps = ReportPageDeps & CloseDeps
type Asked = Context<RoomEnv<Deps>>

const named = parsed('param', z.object({ month: monthText }))
const asked = parsed('param', z.object({ month: monthText, question: z.enum(['close', 'reopen']) }))
const why = z.object({ reason: line })

/** `/desk/months`: what stands between a month and its close, its close, and what it was closed with. */
export const monthPages = routesWith<Deps>()
  .use(deskPages)
  .get('/', async (c) => {
    const { deps } = c.var
    const months = await monthStates(deps.reader, deps)
    return c.render(<MonthsList months={months} zone={deps.config.reportingTimezone} />, {
      title: 'Months',
    })
  })
  .get('/:month', named, (c) => show(c, c.req.valid('param').month, { question: null, errors: [] }))
  .get('/:month/:question', asked, (c) => {
    const { month, question } = c.req.valid('param')
    return show(c, month, { question, errors: [] })
  })
  .post('/:month/close', named, async (c) => {
    const { month } = c.req.valid('param')
    const outcome = await closeMonth(c.var.deps, month, c.var.principal)
    switch (outcome.kind) {
      case 'closed':
      case 'already_closed':
        return c.redirect(`/desk/months/${month}`, 303)
      case 'obstructed': // something came since the question was asked: the page says what
        c.status(409)
        return show(c, month, { question: null, errors: [] })
      case 'months_taken':
        throw monthsTaken()
      case 'unknown':
        throw notInBooks(month)
    }
  })
  .post('/:month/reopen', named, async (c) => {
    const { month } = c.req.valid('param')
    const sent = why.safeParse(await c.req.parseBody())
    if (!sent.success) {
      const errors = sent.error.issues.flatMap(fieldErrors)
      c.status(422)
      return show(c, month, { question: 'reopen', errors })
    }
    const outcome = await reopenMonth(c.var.deps, month, { who: c.var.principal, ...sent.data })
    switch (outcome.kind) {
      case 'reopened':
        return c.redirect(`/desk/months/${month}`, 303)
      case 'months_taken':
        throw monthsTaken()
      case 'not_closed':
        throw new Problem(409, outcome.kind, `${month} is not closed. Nothing was changed.`)
      case 'not_the_latest':
        throw new Problem(
          409,
          outcome.kind,
          `${outcome.latest} was closed after ${month}: reopen that one first. Nothing was changed.`,
        )
    }
  })

type Shown = Readonly<{ question: Question; errors: readonly FieldError[] }>

async function show(c: Asked, month: string, shown: Shown) {
  const { deps, principal } = c.var
  const known = await monthWithSnapshot(deps.reader, month, deps)
  if (known === null) throw notInBooks(month)
  const { reportingTimezone: zone, reportingCurrency: currency } = deps.config
  return c.render(
    <MonthPage {...known} {...shown} zone={zone} currency={currency} who={principal.name} />,
    { title: month },
  )
}

function notInBooks(month: string): Problem {
  return new Problem(404, 'month', `${month} ended before the books begin.`)
}
