import { bodyLimit } from 'hono/body-limit'
import type { IncomeDeps } from '../../../../ledger/income/booking.ts'
import { importIncome } from '../../../../ledger/income/import.ts'
import type { Database, Reader } from '../../../../platform/database/connection.ts'
import type { FieldError } from '../../../../platform/http/problem.ts'
import { routesWith } from '../../../../platform/http/routes.ts'
import { deskPages } from '../../shell.tsx'
import { readImport, sentText } from './form.ts'
import { LookPage, UploadPage } from './page.tsx'

type Deps = IncomeDeps & Readonly<{ db: Database; reader: Reader }>

const title = { title: 'Income from a file' }
/** A hundred thousand lines have some 10 MB; the same as the API's. */
const file = bodyLimit({ maxSize: 32 * 1024 * 1024 })

/** `/desk/income/import`: choose a file, look at how it is understood, then book all of it. */
export const importPages = routesWith<Deps>()
  .use(deskPages)
  .get('/', (c) => c.render(<UploadPage errors={[]} />, title))
  .post('/', file, async (c) => {
    const { deps, principal } = c.var
    const form = await c.req.parseBody()
    const sent = await sentText(form)
    if (sent === null) {
      c.status(422)
      return c.render(<UploadPage errors={[noFile]} />, title)
    }
    const currency = deps.config.reportingCurrency
    const look = await readImport(deps.reader, { form, file: sent, currency })
    if (form.act !== 'book') {
      if (look.read.errors.length > 0) c.status(422)
      return c.render(<LookPage look={look} refused={[]} />, title)
    }
    const outcome = await importIncome(deps, { ...sent, mapping: look.mapping }, principal.id)
    switch (outcome.kind) {
      case 'imported':
        return c.redirect(imported(outcome.ids.length, outcome.skipped), 303)
      case 'refused':
        c.status(422)
        return c.render(<LookPage look={look} refused={outcome.errors} />, title)
    }
  })

const noFile: FieldError = { field: 'file', message: 'Choose a file that is not empty.' }

function imported(booked: number, skipped: number): string {
  const counts = { booked: String(booked), skipped: String(skipped) }
  return `/desk/income?${new URLSearchParams({ done: 'imported', ...counts })}`
}
