import { routesWith } from '../../platform/http/routes.ts'
import { attributionPage } from './attribution/page.tsx'
import { donorsPage } from './donors/page.tsx'
import { readerSharePage } from './reader-share/page.tsx'
import { reconciliationPage } from './reconciliation/page.tsx'
import type { ReportPageDeps } from './report/deps.ts'
import { revenuePage } from './revenue/page.tsx'

/** The page of every report, each at `/desk/NAME`. */
export const reportPages = routesWith<ReportPageDeps>()
  .route('/', readerSharePage)
  .route('/', revenuePage)
  .route('/', donorsPage)
  .route('/', attributionPage)
  .route('/', reconciliationPage)
