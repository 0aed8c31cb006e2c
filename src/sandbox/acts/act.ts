import * as z from 'zod'
import { enterClockOf } from '../flows/test-clock.ts'
import type { Unit } from '../unit.ts'

/** Something to do on an account, and the object that it touched. @throws StripeError */
export type Deed = (unit: Unit) => Promise<object>

/** The body `{"action": name, …}`, and nothing beside what `shape` names. */
export function named<N extends string, S extends z.ZodRawShape>(name: N, shape: S) {
  return z.strictObject({ action: z.literal(name), ...shape })
}

/** A body that is parsed to the deed it asks for. */
export function act<T extends z.ZodObject>(
  body: T,
  run: (unit: Unit, asked: z.output<T>) => Promise<object>,
) {
  return body.transform((asked): Deed => {
    return async (unit) => {
      await enterClockOf(unit, Object.values(asked))
      return run(unit, asked)
    }
  })
}

export const id = z.string()
/** Minor units. */
export const amount = z.int().positive().optional()
