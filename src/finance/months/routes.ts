import type { Reader } from '../../platform/database/connection.ts'
import { askedNothing } from '../../platform/http/parsed.ts'
import { routesWith } from '../../platform/http/routes.ts'
import type { ReportDeps } from '../query.ts'
import { monthStates } from './report.ts'

export type MonthsApiDeps = ReportDeps & Readonly<{ reader: Reader }>

/** `/api/periods`: the months of the books and what stands between each and its close. */
export const monthsApi = routesWith<MonthsApiDeps>().get('/', askedNothing, async (c) =>
  c.json({ data: await monthStates(c.var.deps.reader, c.var.deps) }),
)
