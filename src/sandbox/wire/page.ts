import { invalidRequest } from './error.ts'

export type PageQuery = Readonly<{
  limit: number
  starting_after?: string
  ending_before?: string
}>

/** Stripe's list envelope. */
export type List<T> = { object: 'list'; url: string; has_more: boolean; data: T[] }

/**
 * The cursor part of a list's params: `limit` 1 to 100, 10 when absent.
 * @throws StripeError 400 for another limit, or for both cursors at once.
 */
export function pageQuery(params: Record<string, unknown>): PageQuery {
  const { limit = 10, starting_after, ending_before } = params
  const size = Number(limit)
  if (!Number.isInteger(size) || size < 1 || size > 100) {
    throw invalidRequest(`This value must be between 1 and 100 (limit): ${String(limit)}`, {
      code: 'parameter_invalid_integer',
      param: 'limit',
    })
  }
  if (starting_after !== undefined && ending_before !== undefined) {
    throw invalidRequest('You may only specify one of starting_after and ending_before.')
  }
  return {
    limit: size,
    ...(starting_after !== undefined && { starting_after: String(starting_after) }),
    ...(ending_before !== undefined && { ending_before: String(ending_before) }),
  }
}

/**
 * One page of `items`, which stand newest first and are the whole list. `has_more` looks in the
 * direction of travel, as Stripe's does: further back in time, or forward with `ending_before`.
 * @throws StripeError 400 when the cursor is not in the list.
 */
export function pageOf<T extends { id: string }>(url: string, items: T[], query: PageQuery) {
  const { limit, starting_after, ending_before } = query
  if (ending_before !== undefined) {
    const before = items.slice(0, indexOf(items, ending_before, 'ending_before'))
    return listOf(url, before.slice(-limit), before.length > limit)
  }
  const start =
    starting_after === undefined ? 0 : indexOf(items, starting_after, 'starting_after') + 1
  return listOf(url, items.slice(start, start + limit), items.length > start + limit)
}

/** The envelope around a page that a store has already cut. */
export function listOf<T>(url: string, data: T[], has_more: boolean): List<T> {
  return { object: 'list', url, has_more, data }
}

function indexOf(items: { id: string }[], id: string, param: string): number {
  const index = items.findIndex((item) => item.id === id)
  if (index < 0) {
    throw invalidRequest(`No such object in this list: '${id}'`, {
      code: 'resource_missing',
      param,
    })
  }
  return index
}
