type Waiting<Item, Result> = Readonly<{
  item: Item
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}>
type Work<Item, Result> = (items: readonly Item[]) => Promise<(item: Item) => Result>
type Manner = Readonly<{
  /** The most items of one piece of work. */
  most: number
  /** Whether an error may be one item's own fault, so that the others are to be tried without it. */
  isOnesOwn: (error: unknown) => boolean
}>

/**
 * One piece of work for many: what comes while a piece is under way goes together into the next, so
 * that a crowd shares its round trips and its commit, and who comes alone waits for nobody. `work`
 * answers how each item fared. Where it fails by the fault of one, each is tried by itself.
 */
export function gathered<Item, Result>(
  work: Work<Item, Result>,
  { most, isOnesOwn }: Manner,
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
      if (batch.length > 1 && isOnesOwn(error)) for (const each of batch) await together([each])
      else for (const { reject } of batch) reject(error)
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      void run()
    })
}
