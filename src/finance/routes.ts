import { routesWith } from '../platform/http/routes.ts'
import { attributionApi } from './attribution/routes.ts'
import { type AuditDeps, auditApi } from './audit/routes.ts'
import { concentrationApi } from './concentration/routes.ts'
import { deferredApi } from './deferred/routes.ts'
import { donorsApi } from './donors/routes.ts'
import { entryFiles } from './entries/files.ts'
import { type EntriesDeps, entriesApi } from './entries/routes.ts'
import { exportsApi } from './exports/routes.ts'
import { forecastApi } from './forecast/routes.ts'
import { type IncomeApiDeps, incomeApi } from './income/routes.ts'
import { accountsApi } from './journal/accounts-routes.ts'
import { journalApi } from './journal/routes.ts'
import { membersApi } from './members/routes.ts'
import { type MonthsApiDeps, monthsApi } from './months/routes.ts'
import { mrrApi } from './mrr/routes.ts'
import { type PublicShareDeps, publicShareApi } from './public-share/routes.ts'
import { type RatesApiDeps, ratesApi } from './rates/routes.ts'
import { readerShareApi } from './reader-share/routes.ts'
import { reconciliationApi } from './reconciliation/routes.ts'
import { recoveryApi } from './recovery/routes.ts'
import type { ReportApiDeps } from './report-routes.ts'
import { retentionApi } from './retention/routes.ts'
import { revenueApi } from './revenue/routes.ts'
import { type SettingsDeps, settingsApi } from './settings/routes.ts'

export type FinanceDeps = AuditDeps &
  EntriesDeps &
  IncomeApiDeps &
  MonthsApiDeps &
  PublicShareDeps &
  RatesApiDeps &
  ReportApiDeps &
  SettingsDeps

/** What finance serves under `/api`; who may enter is decided before (staff/access.ts). */
export const financeApi = routesWith<FinanceDeps>()
  .route('/reports', readerShareApi)
  .route('/reports', revenueApi)
  .route('/reports', deferredApi)
  .route('/reports', reconciliationApi)
  .route('/reports', attributionApi)
  .route('/reports', forecastApi)
  .route('/reports', donorsApi)
  .route('/reports', concentrationApi)
  .route('/reports', recoveryApi)
  .route('/reports', membersApi)
  .route('/reports', mrrApi)
  .route('/reports', retentionApi)
  .route('/ledger/entries', entriesApi)
  .route('/ledger', entryFiles)
  .route('/exports', exportsApi)
  .route('/', journalApi)
  .route('/income', incomeApi)
  .route('/rates', ratesApi)
  .route('/periods', monthsApi)
  .route('/audit', auditApi)
  .route('/settings/accounts', accountsApi)
  .route('/settings', settingsApi)
  .route('/public', publicShareApi)
