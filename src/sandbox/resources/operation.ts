import * as z from 'zod'
import { type Kind, mark, wireForm } from '../objects/objects.ts'
import type { CreatedFilter } from '../store/store.ts'
import type { Unit } from '../unit.ts'
import { type List, listOf, pageQuery } from '../wire/page.ts'

/** One request, checked against the operation's schema. */
export type Call = Readonly<{
  unit: Unit
  /** What stands for `:id` in the path. */
  id: string
  /** The path as it was asked, for the `url` of lists. */
  url: string
  params: Record<string, unknown>
}>

/** Answers an object; a `Response` goes out as it stands: the contents of a file. */
export type Operation = (call: Call) => Promise<object>

/** A resource's operations by method and path: `'GET /v1/charges/:id'`. */
export type Operations = Record<string, Operation>

/** `GET /v1/…/:id` of a kind. */
export function retrieve(kind: Kind): Operation {
  return async ({ unit, id }) => wireForm(await unit.need(kind, id))
}

/** A time, or the bounds of a span of it. */
export const timeParam = z.union([
  z.coerce.number().transform((at): CreatedFilter => ({ gte: at, lte: at })),
  z.partialRecord(z.enum(['gt', 'gte', 'lt', 'lte']), z.coerce.number()),
])
const listParams = z.looseObject({ created: timeParam.optional() })

/** More about which objects a list shows: marks that all, some or none of them bear. */
export type Narrowing = { all?: string[]; some?: string[]; none?: string[] }

/**
 * `GET /v1/…`: newest first, by cursor. `fields` are the params that filter by a mark of the same
 * name; `narrowing` adds what the params say otherwise.
 */
export function list(
  kind: Kind,
  fields: readonly string[] = [],
  narrowing: (params: Record<string, unknown>) => Narrowing = () => ({}),
): Operation {
  return async ({ unit, url, params }) => {
    const { limit, starting_after: after, ending_before: before } = pageQuery(params)
    const { all = [], ...rest } = narrowing(params)
    const { created: within } = listParams.parse(params)
    const marks = fields.flatMap((field) => markOf(field, params[field]))
    const rows = await unit.list(kind, {
      ...rest,
      all: [...marks, ...all],
      limit: limit + 1,
      ...(within && { created: within }),
      ...(after !== undefined && { after }),
      ...(before !== undefined && { before }),
    })
    return cut(url, rows.map(wireForm), { limit, isBackwards: before !== undefined })
  }
}

/** One row more than asked for was read, to know whether there is more. */
function cut<T>(
  url: string,
  rows: T[],
  { limit, isBackwards }: { limit: number; isBackwards: boolean },
): List<T> {
  const page = isBackwards ? rows.slice(-limit) : rows.slice(0, limit)
  return listOf(url, page, rows.length > limit)
}

function markOf(field: string, value: unknown): string[] {
  return typeof value === 'string' || typeof value === 'boolean' ? [mark(field, value)] : []
}

/** A list that stands inside an object, as its own page. */
export function innerList<T>(url: string, data: T[]): List<T> {
  return listOf(url, data, false)
}

export function deleted(kind: Kind, id: string) {
  return { id, object: kind, deleted: true }
}

/** Metadata as Stripe merges it: a key set to `''` goes, `''` for all of it clears it. */
export function mergedMetadata(
  before: Record<string, string>,
  given: Record<string, string> | '' | undefined,
): Record<string, string> {
  if (given === undefined) return before
  if (given === '') return {}
  const merged = Object.entries({ ...before, ...given })
  return Object.fromEntries(merged.filter(([, value]) => value !== ''))
}

export const metadataParam = z
  .union([z.literal(''), z.record(z.string(), z.coerce.string())])
  .optional()
