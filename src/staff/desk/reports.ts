import { routesWith } from '../../platform/http/routes.ts'
import { readerSharePage } from './reader-share/page.tsx'
import type { ReportPageDeps } from './report/deps.ts'
import { revenuePage } from './revenue/page.tsx'

/** The page of every report, each at `/desk/NAME`. */
export const reportPages = routesWith<ReportPageDeps>()
  .route('/', readerSharePage)
  .route('/', revenuePage)
