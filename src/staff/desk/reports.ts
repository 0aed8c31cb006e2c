import { attributionRowsKind } from '../../finance/attribution/routes.ts'
import { concentrationRowsKind } from '../../finance/concentration/routes.ts'
import { deferredRowsKind } from '../../finance/deferred/routes.ts'
import { donorsRowsKind } from '../../finance/donors/routes.ts'
import { membersRowsKind } from '../../finance/members/rows.ts'
import { mrrFigures } from '../../finance/mrr/mrr-period.ts'
import { mrrRowsKind } from '../../finance/mrr/rows.ts'
import { recoveryFigures } from '../../finance/recovery/recovery-period.ts'
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
import { type InMoney, rowsPage } from './rows/page.tsx'

const ofDonors: InMoney = {
  sum: ['average_gift_minor', 'value_retention'],
  of: ['value_retention'],
}
const parts = ['top_1_pct', 'top_10_pct', 'largest']
const ofConcentration: InMoney = { sum: ['given_minor', 'gini', 'hhi', ...parts], of: parts }
const ofRecovery: InMoney = {
  sum: [...recoveryFigures.filter((figure) => figure.endsWith('_minor')), 'rate_by_amount'],
  of: ['rate_by_amount'],
}
const ofMrr: InMoney = { sum: mrrFigures.filter((figure) => figure !== 'members') }

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
  .route('/', rowsPage(donorsRowsKind, ofDonors))
  .route('/', rowsPage(concentrationRowsKind, ofConcentration))
  .route('/', rowsPage(attributionRowsKind))
  .route('/', rowsPage(deferredRowsKind))
  .route('/', rowsPage(recoveryRowsKind, ofRecovery))
  .route('/', rowsPage(membersRowsKind))
  .route('/', rowsPage(retentionRowsKind))
  .route('/', rowsPage(mrrRowsKind, ofMrr))
