import { setImmediate } from 'node:timers/promises'

/**
 * Time that stands still while anything runs, and jumps to the next who wakes when all sleep. `pass`
 * lets it go on until the work is done; `move` hears each jump, so that other clocks can follow.
 */
export function virtualTime(move: (ms: number) => void = () => {}) {
  let now = 0
  const sleepers: { at: number; wake: () => void }[] = []
  const sleep = (ms: number) =>
    new Promise<void>((wake) => {
      sleepers.push({ at: now + ms, wake })
      sleepers.sort((a, b) => a.at - b.at)
    })
  const goTo = (at: number) => {
    move(at - now)
    now = at
    while ((sleepers[0]?.at ?? Number.POSITIVE_INFINITY) <= now) sleepers.shift()?.wake()
  }
  const settle = async () => {
    for (let turns = 0; turns < 20; turns += 1) await setImmediate()
  }
  return {
    now_ms: () => now,
    sleep,
    settle,
    /** Nobody sleeps, and yet it gets later. */
    sleepAside: async (ms: number) => goTo(now + ms),
    pass: async <Result>(work: Promise<Result>): Promise<Result> => {
      let over = false
      const done = () => {
        over = true
      }
      work.then(done, done)
      while (!over) {
        await settle()
        const next = sleepers[0]
        if (!over && next !== undefined) goTo(next.at)
      }
      return work
    },
  }
}
