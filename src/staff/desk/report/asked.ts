import type * as z from 'zod'
import { fieldErrors } from '../../../platform/http/parsed.ts'
import { type FieldError, Problem } from '../../../platform/http/problem.ts'

/** What a form of the desk asked for, or what cannot be, to be said beside its fields. */
export type Asked<Query> =
  | { kind: 'query'; query: Query }
  | { kind: 'refused'; errors: readonly FieldError[] }

/**
 * Reads a GET form: a field left empty was not asked for. `complete` fills in what was left open and
 * may refuse too, by the 422 that programs get for the same.
 */
export async function askedFor<Schema extends z.ZodType, Query>(
  sent: Readonly<Record<string, string>>,
  schema: Schema,
  complete: (fields: z.output<Schema>) => Query | Promise<Query>,
): Promise<Asked<Query>> {
  const parsed = schema.safeParse(filledIn(sent))
  if (!parsed.success) {
    return { kind: 'refused', errors: parsed.error.issues.flatMap(fieldErrors) }
  }
  try {
    return { kind: 'query', query: await complete(parsed.data) }
  } catch (error) {
    if (error instanceof Problem && error.facts.status === 422) return refusedBy(error)
    throw error
  }
}

/** What was filled in, of a form or of a view. */
export function filledIn(sent: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== ''))
}

/** What names no field is about an exchange rate: of the currency that was asked for. */
function refusedBy({ facts: { errors, detail } }: Problem): Asked<never> {
  return { kind: 'refused', errors: errors ?? [{ field: 'currency', message: detail }] }
}
