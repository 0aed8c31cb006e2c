import { bodyLimit } from 'hono/body-limit'
import { importRates } from '../../ledger/rates/import.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import { askedNothing } from '../../platform/http/parsed.ts'
import { invalid, Problem } from '../../platform/http/problem.ts'
import { routesWith } from '../../platform/http/routes.ts'
import type { Ids } from '../../platform/ids.ts'

export type RatesApiDeps = Readonly<{ db: Database; clock: Clock; ids: Ids }>

/** The ECB's whole history has 2 MB. */
const file = bodyLimit({ maxSize: 16 * 1024 * 1024 })

/** `/api/rates/import`: exchange rates from the ECB's or the NBU's file. */
export const ratesApi = routesWith<RatesApiDeps>().post(
  '/import',
  askedNothing,
  file,
  async (c) => {
    const outcome = await importRates(c.var.deps, await c.req.text(), c.var.principal.id)
    switch (outcome.kind) {
      case 'imported':
        return c.json({ days_new: outcome.days_new, days_known: outcome.days_known })
      case 'refused':
        throw invalid(outcome.errors)
      case 'differs': {
        const { known, says } = outcome
        const detail =
          `${known.day}: ${known.currency} for one ${known.base} is known as ${known.rate}, the file ` +
          `says ${says}. A rate is never changed; nothing was imported.`
        throw new Problem(409, 'rate_differs', detail)
      }
    }
  },
)
