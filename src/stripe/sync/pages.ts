/** Where the next page of a list of Stripe's begins: behind the last one read. */
export type Cursor = { starting_after?: string }

/** The pages of a list, newest first, one call each, only as far as they are asked for. */
export async function* pagesOf<Item extends { id: string }>(
  list: (cursor: Cursor) => Promise<{ data: Item[]; has_more: boolean }>,
): AsyncGenerator<Item[]> {
  let page = await list({})
  for (;;) {
    yield page.data
    const last = page.data.at(-1)
    if (!page.has_more || last === undefined) return
    page = await list({ starting_after: last.id })
  }
}

/** The part of a list that was made at `since` or later; null is the whole of it. */
export function createdSince(since: Date | null): { created?: { gte: number } } {
  if (since === null) return {}
  return { created: { gte: Math.max(0, Math.floor(since.getTime() / 1000)) } }
}
