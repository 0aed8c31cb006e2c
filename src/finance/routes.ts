import { routesWith } from '../platform/http/routes.ts'
import { type EntriesDeps, entriesApi } from './entries/routes.ts'
import { type PublicShareDeps, publicShareApi } from './public-share/routes.ts'
import { type ReaderShareDeps, readerShareApi } from './reader-share/routes.ts'
import { type RevenueDeps, revenueApi } from './revenue/routes.ts'

export type FinanceDeps = EntriesDeps & PublicShareDeps & ReaderShareDeps & RevenueDeps

/** What finance serves under `/api`. */
export const financeApi = routesWith<FinanceDeps>()
  .route('/reports', readerShareApi)
  .route('/reports', revenueApi)
  .route('/ledger/entries', entriesApi)
  .route('/public/reader-share', publicShareApi)
