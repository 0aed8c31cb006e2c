import { isDatabaseAway } from './database/away.ts'

type Waiting<Item, Result> = Readonly<{
  item: Item
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}>
type Work<Item, Result> = (items: readonly Item[]) => Promise<(item: Item) => Result>

/**
 * One piece of work in the database for many, at most `most` at once: what comes while a piece is under
 * way goes together into the next, so that a crowd shares its round trips and its commit, and who comes
 * alone waits for nobody. `work` answers how each item fared. Where it fails each is tried by itself, as
 * it may be the fault of one; a database that is away is told to all who wait, at once.
 */
export function gathered<Item, Result>(
  work: Work<Item, Result>,
  { most }: { most: number },
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = []
  let busy = false

  async function run() {
    if (busy) return
    busy = true
    while (waiting.length > 0) await together(waiting.splice(0, most))
    busy = false
  }

  async function together(batch: readonly Waiting<Item, Result>[]) {
    try {
      const resultOf = await work(batch.map(({ item }) => item))
      for (const { item, resolve } of batch) resolve(resultOf(item))
    } catch (error) {
      const away = error instanceof Error && isDatabaseAway(error)
      if (batch.length > 1 && !away) for (const each of batch) await together([each])
      else for (const { reject } of [...batch, ...(away ? waiting.splice(0) : [])]) reject(error)
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      void run()
    })
}

/** What is made of an owner once, and lives as long. */
export function oncePer<Owner extends object, Made>(
  make: (owner: Owner) => Made,
): (owner: Owner) => Made {
  const made = new WeakMap<Owner, Made>()
  return (owner) => {
    const known = made.get(owner)
    if (known !== undefined) return known
    const fresh = make(owner)
    made.set(owner, fresh)
    return fresh
  }
}

/** Of rows with the same key the last: one statement may write a row once only. */
export function lastOfEach<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()]
}

/**
 * Writes rows of one kind, those that come together in one statement; for an owner (a transaction, a
 * database) of its own. Resolves when the row is written.
 */
export function writesOf<Owner extends object, Row>(
  write: (owner: Owner, rows: readonly Row[]) => Promise<unknown>,
): (owner: Owner, row: Row) => Promise<void> {
  const writeOf = oncePer((owner: Owner) =>
    gathered<Row, void>(
      async (rows) => {
        await write(owner, rows)
        return () => {}
      },
      { most: 100 },
    ),
  )
  return (owner, row) => writeOf(owner)(row)
}
