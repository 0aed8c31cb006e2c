import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as z from 'zod'
import { shareClasses } from '../../ledger/classes.ts'
import { declareExpectation, expectations } from '../../ledger/expectations.ts'
import { enterIncome, type IncomeDeps } from '../../ledger/income/booking.ts'
import { importIncome } from '../../ledger/income/import.ts'
import { line, newIncome } from '../../ledger/income/new-income.ts'
import { giveReference } from '../../ledger/income/reference.ts'
import { refusalError } from '../../ledger/income/refusal.ts'
import { reverseIncome } from '../../ledger/income/reversal.ts'
import type { Database, Reader } from '../../platform/database/connection.ts'
import { monthText } from '../../platform/day.ts'
import { fileText } from '../../platform/file-text.ts'
import { askedNothing, parsed } from '../../platform/http/parsed.ts'
import { invalid, Problem } from '../../platform/http/problem.ts'
import { type RoomEnv, routesWith } from '../../platform/http/routes.ts'
import { incomeAnswer } from './answer.ts'

export type IncomeApiDeps = IncomeDeps & Readonly<{ db: Database; reader: Reader }>

const reversal = z.strictObject({ reason: line })
const attachment = z.strictObject({ reference: line })
const expectation = z.strictObject({
  classes: z.array(z.enum(shareClasses)),
  from: monthText.optional(),
})
/** A hundred thousand lines have some 10 MB. */
const file = bodyLimit({ maxSize: 32 * 1024 * 1024 })

/** `/api/income`: income outside Stripe. It is never changed: reversed, and entered again. */
export const incomeApi = routesWith<IncomeApiDeps>()
  .use(askedNothing)
  .post('/', parsed('json', newIncome), async (c) => {
    const { deps, principal } = c.var
    const outcome = await enterIncome(deps, c.req.valid('json'), principal.id)
    switch (outcome.kind) {
      case 'booked':
        return c.json(await incomeAnswer(deps, outcome.id), 201)
      case 'document_taken':
        throw documentTaken(outcome.by)
      case 'month_closed':
        throw new Problem(
          409,
          'month_closed',
          `${refusalError(outcome).message} Nothing was booked.`,
        )
      case 'rate_unavailable':
      case 'member_unknown':
        throw refused(outcome.kind, refusalError(outcome))
    }
  })
  .post('/import', file, async (c) => {
    const { deps, principal } = c.var
    const outcome = await importIncome(deps, { text: await textOf(c), mapping: null }, principal.id)
    switch (outcome.kind) {
      case 'imported': {
        const { ids, replaced, skipped } = outcome
        return c.json({ ids, booked: ids.length, replaced, skipped }, ids.length > 0 ? 201 : 200)
      }
      case 'refused':
        throw invalid(outcome.errors)
    }
  })
  .get('/expectations', async (c) => c.json(await declared(c)))
  .put('/expectations', parsed('json', expectation), async (c) => {
    const { classes, from = null } = c.req.valid('json')
    await declareExpectation(c.var.deps, { classes, from }, c.var.principal.id)
    return c.json(await declared(c))
  })
  .post('/:id/document', parsed('json', attachment), async (c) => {
    const { deps, principal } = c.var
    const id = c.req.param('id')
    const { reference } = c.req.valid('json')
    const outcome = await giveReference(deps, id, { reference, who: principal.id })
    if (outcome === 'unknown') throw noIncome()
    return c.json(await incomeAnswer(deps, id))
  })
  .post('/:id/reverse', parsed('json', reversal), async (c) => {
    const { deps, principal } = c.var
    const why = { who: principal.id, reason: c.req.valid('json').reason }
    const outcome = await reverseIncome(deps, c.req.param('id'), why)
    switch (outcome.kind) {
      case 'reversed':
        return c.json(await incomeAnswer(deps, outcome.id), 201)
      case 'unknown':
        throw noIncome()
      case 'already_reversed':
        throw new Problem(409, outcome.kind, 'This income was reversed before. Nothing was booked.')
      case 'is_a_reversal':
        throw new Problem(409, outcome.kind, 'A reversal stays; enter the income again instead.')
    }
  })

/** Whatever its encoding. */
async function textOf(c: Context): Promise<string> {
  return fileText(new Uint8Array(await c.req.arrayBuffer())).text
}

/** The declaration that was made last; without any, nothing is expected. */
async function declared(c: Context<RoomEnv<IncomeApiDeps>>) {
  const [newest] = await expectations(c.var.deps.reader)
  if (!newest) return { classes: [] }
  const { classes, from } = newest
  return from === null ? { classes } : { classes, from }
}

function noIncome(): Problem {
  return new Problem(404, 'income', 'There is no income with this id.')
}

function documentTaken(by: string): Problem {
  const detail = `This document was entered before for this class, as ${by}. Nothing was booked.`
  return new Problem(409, 'document_taken', detail)
}

function refused(code: string, error: Readonly<{ field: string; message: string }>): Problem {
  return new Problem(422, code, `${error.message} Nothing was booked.`, { errors: [error] })
}
