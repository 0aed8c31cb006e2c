import type { Context } from 'hono'
import * as z from 'zod'
import { dayText, todayOf } from '../../../platform/day.ts'
import { invalid, Problem } from '../../../platform/http/problem.ts'
import type { ReadAccountDeps } from '../account.ts'
import { type AccountEnv, accountRoutesWith } from '../signed-in.ts'
import { type OwnReceipts, ownReceipts } from './document.ts'
import { PaperPage } from './page.tsx'
import type { DrawPaper, Paper } from './paper.ts'
import { receiptPaper, statementPaper, termsFor } from './papers.ts'
import { RangeForm, yearOf } from './range-form.tsx'

type Deps = ReadAccountDeps & Readonly<{ drawPaper?: DrawPaper }>
type Vars = AccountEnv<Deps>['Variables']

const ranged = z
  .object({ from: dayText, to: dayText })
  .refine(({ from, to }) => from < to, { path: ['to'] })

/**
 * `/account/receipts?from=&to=`: a statement for days of [from, to), this year unless asked otherwise,
 * and each receipt by its number; `.pdf` is the same as PDF, 404 where the runtime draws none.
 */
export const receiptPages = accountRoutesWith<Deps>()
  .get('/receipts', async (c) => {
    const own = await receiptsOf(c.var)
    const range = rangeIn(c, c.var)
    const years = yearsIn(own, range.from)
    if (range.kind === 'refused') {
      c.status(422)
      const errors = [{ field: range.field, message: c.var.texts.words('receipts.bad_range') }]
      return c.render(<RangeForm years={years} range={range} errors={errors} />, titled(c.var))
    }
    const paper = statementPaper(own, range, await terms(c.var), c.var.texts)
    const pdf = pdfAt(c.var, `/account/receipts.pdf?from=${range.from}&to=${range.to}`)
    return c.render(
      <PaperPage paper={paper} pdf={pdf}>
        <RangeForm years={years} range={range} />
      </PaperPage>,
      titled(c.var),
    )
  })
  .get('/receipts.pdf', async (c) => {
    const own = await receiptsOf(c.var)
    const range = rangeIn(c, c.var)
    if (range.kind === 'refused') {
      throw invalid([{ field: range.field, message: c.var.texts.words('receipts.bad_range') }])
    }
    return drawn(c, c.var, statementPaper(own, range, await terms(c.var), c.var.texts))
  })
  .get('/receipts/:number{\\d{4}-\\d+}', async (c) => {
    const paper = await receiptNamed(c.var, c.req.param('number'))
    const pdf = pdfAt(c.var, `/account/receipts/${c.req.param('number')}.pdf`)
    return c.render(<PaperPage paper={paper} pdf={pdf} />, { title: paper.title })
  })
  .get('/receipts/:file{\\d{4}-\\d+\\.pdf}', async (c) => {
    const number = c.req.param('file').replace('.pdf', '')
    return drawn(c, c.var, await receiptNamed(c.var, number))
  })

async function receiptsOf({ deps, reader, texts }: Vars): Promise<OwnReceipts> {
  const own = await ownReceipts(deps, reader)
  if (own === null) throw unknown(texts.words('receipts.unknown'))
  return own
}

async function receiptNamed(vars: Vars, number: string): Promise<Paper> {
  const own = await receiptsOf(vars)
  const receipt = own.receipts.find((one) => one.number === number)
  if (receipt === undefined) throw unknown(vars.texts.words('receipts.unknown'))
  return receiptPaper(own, receipt, await terms(vars), vars.texts)
}

function terms({ deps, texts }: Vars) {
  return termsFor(deps.reader, texts)
}

function titled({ texts }: Vars) {
  return { title: texts.words('receipts.title') }
}

/** What was asked for; without anything, the year that it is. */
function rangeIn(c: Context, { deps }: Vars) {
  const asked = { from: c.req.query('from'), to: c.req.query('to') }
  const today = todayOf(deps)
  const year = yearOf(today)
  const read = ranged.safeParse({ from: asked.from ?? year.from, to: asked.to ?? year.to })
  if (read.success) return { kind: 'range' as const, ...read.data }
  const field = read.error.issues[0]?.path[0] === 'from' ? 'from' : 'to'
  return { kind: 'refused' as const, field, from: asked.from ?? '', to: asked.to ?? '' }
}

/** Those in which something was paid, the latest first, and the one looked at. */
function yearsIn({ receipts }: OwnReceipts, from: string): string[] {
  const years = new Set([...receipts.map(({ day }) => day.slice(0, 4)), from.slice(0, 4)])
  return [...years].filter((year) => /^\d{4}$/.test(year)).sort((a, b) => (a < b ? 1 : -1))
}

function pdfAt({ deps }: Vars, path: string): string | null {
  return deps.drawPaper === undefined ? null : path
}

async function drawn(c: Context, { deps, texts }: Vars, paper: Paper): Promise<Response> {
  if (deps.drawPaper === undefined) throw unknown(texts.words('receipts.print'))
  return c.body(await deps.drawPaper(paper), 200, {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="${paper.file}.pdf"`,
  })
}

function unknown(detail: string): Problem {
  return new Problem(404, 'receipt', detail)
}
