import type { Context } from 'hono'
import * as z from 'zod'
import type { Config } from '../../../config.ts'
import { type ShareClass, shareClasses } from '../../../ledger/classes.ts'
import { declareExpectation, expectations, expectedIn } from '../../../ledger/expectations.ts'
import { enterIncome } from '../../../ledger/income/booking.ts'
import { line } from '../../../ledger/income/new-income.ts'
import { giveReference } from '../../../ledger/income/reference.ts'
import { refusalError } from '../../../ledger/income/refusal.ts'
import { reverseIncome } from '../../../ledger/income/reversal.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Database, Reader } from '../../../platform/database/connection.ts'
import { monthOf, monthText, todayOf } from '../../../platform/day.ts'
import { fieldErrors, parsed } from '../../../platform/http/parsed.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import { type RoomEnv, routesWith } from '../../../platform/http/routes.ts'
import type { Ids } from '../../../platform/ids.ts'
import { deskPages } from '../shell.tsx'
import { type IncomeFields, readIncome } from './form.ts'
import { importPages } from './import/routes.tsx'
import { enteredIncome } from './list.ts'
import { type Done, doneDeeds, Income } from './page.tsx'
import { reversalRefused } from './reversal-refused.ts'

type Deps = Readonly<{
  config: Pick<Config, 'reportingCurrency' | 'reportingTimezone'>
  db: Database
  reader: Reader
  clock: Clock
  ids: Ids
}>

const fields = z.record(z.string(), z.string())
const declaration = z.object({
  classes: z.preprocess((sent) => [sent ?? []].flat(), z.array(z.enum(shareClasses))),
  from: z.union([z.literal('').transform(() => null), monthText]),
})

/** `/desk/income`: what did not come through Stripe, entered and taken back by finance. */
export const incomePages = routesWith<Deps>()
  .use(deskPages)
  .route('/import', importPages)
  .get('/', (c) => show(c, { values: c.req.query() }))
  .post('/', parsed('form', fields), async (c) => {
    const values = c.req.valid('form')
    const read = readIncome(values)
    if (read.kind === 'refused') return show(c, { values, income: read.errors })
    const booked = await enterIncome(c.var.deps, read.income, c.var.principal.id)
    switch (booked.kind) {
      case 'booked':
        return c.redirect(done(booked.replaced === null ? 'entered' : 'replaced'), 303)
      case 'document_taken':
        return show(c, { values, income: [documentTaken] })
      case 'month_closed':
      case 'rate_unavailable':
      case 'member_unknown':
        return show(c, { values, income: [refusalError(booked)] })
    }
  })
  .post('/:id/reverse', parsed('form', z.object({ reason: line })), async (c) => {
    const { deps, principal } = c.var
    const why = { who: principal.id, reason: c.req.valid('form').reason }
    const reversed = await reverseIncome(deps, c.req.param('id'), why)
    if (reversed.kind !== 'reversed') throw reversalRefused(reversed.kind)
    return c.redirect(done('reversed'), 303)
  })
  .post('/:id/document', parsed('form', z.object({ reference: line })), async (c) => {
    const { deps, principal } = c.var
    const { reference } = c.req.valid('form')
    const id = c.req.param('id')
    const outcome = await giveReference(deps, id, { reference, who: principal.id })
    if (outcome === 'unknown') throw reversalRefused('unknown')
    return c.redirect(done('noted'), 303)
  })
  .post('/expectations', async (c) => {
    const sent = await c.req.parseBody({ all: true })
    const declared = declaration.safeParse(sent)
    if (!declared.success) {
      const expected = declared.error.issues.flatMap(fieldErrors)
      return show(c, { expected, from: String(sent.from ?? '') })
    }
    await declareExpectation(c.var.deps, declared.data, c.var.principal.id)
    return c.redirect(done('declared'), 303)
  })

const documentTaken: FieldError = {
  field: 'document',
  message: 'This document is already entered in this class; reverse that entry first.',
}

function done(deed: Done): string {
  return `/desk/income?done=${deed}`
}

type Shown = Readonly<{
  values?: IncomeFields
  income?: readonly FieldError[]
  expected?: readonly FieldError[]
  from?: string
}>

/** The page with what was typed; refused when something stands beside a field. */
async function show(c: Context<RoomEnv<Deps>>, shown: Shown) {
  const { reader, clock, config } = c.var.deps
  const { values = {}, income = [], expected = [], from = '' } = shown
  const today = todayOf({ clock, config })
  const month = monthOf(today)
  if (income.length + expected.length > 0) c.status(422)
  return c.render(
    <Income
      month={month}
      expected={await expectedNow(reader, month)}
      page={await enteredIncome(reader, c.req.query('cursor') ?? null)}
      zone={config.reportingTimezone}
      values={{ date: today, currency: config.reportingCurrency, ...values }}
      errors={{ income, expected }}
      from={from}
      done={doneOf(c.req.query('done'))}
      counts={countsIn(c)}
    />,
    { title: 'Income' },
  )
}

async function expectedNow(reader: Reader, month: string): Promise<readonly ShareClass[]> {
  return expectedIn(await expectations(reader), month)
}

/** How many lines of a file were booked and skipped; numbers of an address, so read as such. */
function countsIn(c: Context) {
  const { booked = '', skipped = '' } = c.req.query()
  return { booked: Number(booked) || 0, skipped: Number(skipped) || 0 }
}

function doneOf(deed: string | undefined): Done | null {
  return z.enum(doneDeeds).safeParse(deed).data ?? null
}
