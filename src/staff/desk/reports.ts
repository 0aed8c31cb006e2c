import { attributionRowsKind } from '../../finance/attribution/routes.ts'
import { concentrationRowsKind } from '../../finance/concentration/routes.ts'
import { deferredRowsKind } from '../../finance/deferred/routes.ts'
import { donorsRowsKind } from '../../finance/donors/routes.ts'
import { membersRowsKind } from '../../finance/members/rows.ts'
import { mrrRowsKind } from '../../finance/mrr/rows.ts'
import { recoveryRowsKind } from '../../finance/recovery/routes.ts'
import { retentionRowsKind } from '../../finance/retention/rows.ts'
import { routesWith } from '../../platform/http/routes.ts'
import { attributionPage } from './attribution/page.tsx'
import { concentrationPage } from './concentration/page.tsx'
import { deferredPage } from './deferred/page.tsx'
import { donorsPage } from './donors/page.tsx'
import { forecastPage } from './forecast/page.tsx'
import { membersPage } from './members/page.tsx'
import { mrrPage } from './mrr/page.tsx'
import { readerSharePage } from './reader-share/page.tsx'
import { reconciliationPage } from './reconciliation/page.tsx'
import { recoveryPage } from './recovery/page.tsx'
import type { ReportPageDeps } from './report/deps.ts'
import { retentionPage } from './retention/page.tsx'
import { revenuePage } from './revenue/page.tsx'
import { rowsPage } from './rows/page.tsx'

/** The page of every report, each at `/desk/NAME`, and of the rows behind its figures. */
export const reportPages = routesWith<ReportPageDeps>()
  .route('/', readerSharePage)
  .route('/', revenuePage)
  .route('/', donorsPage)
  .route('/', concentrationPage)
  .route('/', attributionPage)
  .route('/', forecastPage)
  .route('/', deferredPage)
  .route('/', mrrPage)
  .route('/', membersPage)
  .route('/', retentionPage)
  .route('/', recoveryPage)
  .route('/', reconciliationPage)
  .route('/', rowsPage(donorsRowsKind))
  .route('/', rowsPage(concentrationRowsKind))
  .route('/', rowsPage(attributionRowsKind))
  .route('/', rowsPage(deferredRowsKind))
  .route('/', rowsPage(recoveryRowsKind))
  .route('/', rowsPage(membersRowsKind))
  .route('/', rowsPage(retentionRowsKind))
  .route(
    '/',
    rowsPage(mrrRowsKind, (figure) => figure !== 'members'),
  )
