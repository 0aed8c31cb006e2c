import * as z from 'zod'
import { advanceClock, createClock, deleteClock } from '../flows/test-clock.ts'
import { list, type Operations, retrieve } from './operation.ts'

const order = z.looseObject({ frozen_time: z.number(), name: z.string().optional() })

/** Times of their own for some customers (domain/stripe.md 7); the account's clock is another. */
export const testClocks: Operations = {
  'POST /v1/test_helpers/test_clocks': async ({ unit, params }) => {
    const { frozen_time, name = null } = order.parse(params)
    return createClock(unit, { frozen_time, name })
  },
  'GET /v1/test_helpers/test_clocks': list('test_helpers.test_clock'),
  'GET /v1/test_helpers/test_clocks/:id': retrieve('test_helpers.test_clock'),
  'POST /v1/test_helpers/test_clocks/:id/advance': async ({ unit, id, params }) => {
    const clock = await unit.need('test_helpers.test_clock', id)
    return advanceClock(unit, clock, order.parse(params).frozen_time)
  },
  'DELETE /v1/test_helpers/test_clocks/:id': async ({ unit, id }) =>
    deleteClock(unit, await unit.need('test_helpers.test_clock', id)),
}
