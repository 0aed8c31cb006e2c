import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/**
 * A network between the app and `target` that can fail: passes everything on to it, until it is told to
 * fall silent, to hang up, to be slow, or to lose answers.
 */
export async function networkTo(target: URL) {
  const sockets = new Set<Socket>()
  const state = { silent: false, delay_ms: 0, answersToLose: 0 }
  const proxy = createServer((from) => {
    const to = connect(Number(target.port), target.hostname)
    join(from, to, (chunk) => to.write(chunk))
    join(to, from, (chunk) => {
      if (state.answersToLose === 0) return from.write(chunk)
      state.answersToLose -= 1
      return from.destroy() // what was asked for is done, and nobody hears of it
    })
  }).listen(0, '127.0.0.1')
  const join = (one: Socket, other: Socket, pass: (chunk: Buffer) => unknown) => {
    sockets.add(one)
    one.on('data', (chunk) => {
      if (state.delay_ms === 0) pass(chunk)
      else setTimeout(() => other.destroyed || pass(chunk), state.delay_ms)
    })
    one.on('error', () => other.destroy())
    one.on('close', () => {
      sockets.delete(one)
      other.destroy()
    })
    if (state.silent) one.pause()
  }
  await once(proxy, 'listening')
  const at = proxy.address()
  const port = typeof at === 'object' ? at?.port : null
  const hangUp = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: Object.assign(new URL(target), { port }).href,
    /** Nothing passes in either direction until it flows again. */
    flow: (act: 'pause' | 'resume') => {
      state.silent = act === 'pause'
      for (const socket of sockets) socket[act]()
    },
    hangUp,
    slow: (delay_ms: number) => {
      state.delay_ms = delay_ms
    },
    /** The next `count` answers never arrive, and their connections end. */
    loseAnswers: (count: number) => {
      state.answersToLose = count
    },
    close: () => {
      hangUp()
      proxy.close()
    },
  }
}
