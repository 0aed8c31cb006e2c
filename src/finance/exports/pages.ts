/**
 * All pages of a long table: `next` is asked for what comes after the last row it gave, until there is
 * none. Nothing is held between two pages, so a slow reader keeps no transaction open.
 */
export async function* pagesOf<Row>(
  next: (last: Row | null) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  for (let last: Row | null = null; ; ) {
    const page: readonly Row[] = await next(last)
    const end = page.at(-1)
    if (end === undefined) return
    yield page
    last = end
  }
}

/** A table short enough to be read at once. */
export async function* onePage<Row>(rows: () => Promise<readonly Row[]>) {
  yield await rows()
}
