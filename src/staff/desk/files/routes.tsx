import * as z from 'zod'
import { inOrder, reversed } from '../../../finance/query.ts'
import { addMonths, dayText, firstDay, monthOf, todayOf } from '../../../platform/day.ts'
import { fieldErrors } from '../../../platform/http/parsed.ts'
import { routesWith } from '../../../platform/http/routes.ts'
import type { ReportPageDeps } from '../report/deps.ts'
import { deskPages } from '../shell.tsx'
import { type AskedDays, FilesPage } from './page.tsx'

const daysAsked = z.object({ from: dayText, to: dayText }).refine(inOrder, reversed)

/** `/desk/files`: the journal and the tables of the books to take along; last month unless asked. */
export const filesPage = routesWith<ReportPageDeps>()
  .use(deskPages)
  .get('/', (c) => {
    const days = { ...lastMonth(c.var.deps), ...given(c.req.query()) }
    const read = daysAsked.safeParse(days)
    if (!read.success) c.status(422)
    const errors = read.error?.issues.flatMap(fieldErrors) ?? []
    return c.render(<FilesPage days={days} errors={errors} role={c.var.principal.role} />, {
      title: 'Files',
    })
  })

function lastMonth({ clock, config }: ReportPageDeps): AskedDays {
  const to = firstDay(monthOf(todayOf({ clock, config })))
  return { from: addMonths(to, -1), to }
}

function given({ from, to }: Readonly<Record<string, string>>): Partial<AskedDays> {
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) }
}
