import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Config } from '../../config.ts'

/** An instance that serves; `close` ends the one that was started for us and leaves another alone. */
export type RunningInstance = Readonly<{ startedHere: boolean; close: () => Promise<void> }>

/** The one at `PORT`, or one that is started. */
export async function runningInstance(config: Config): Promise<RunningInstance> {
  if (await serves(config)) return { startedHere: false, close: async () => {} }
  const words = ['--import', 'tsx', 'src/cli/start.ts']
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('ready ')) resolve()
    })
  })
  const early = ended.then(([code]) => {
    throw new Error(`npm start ended with ${code}; nothing was made up.`)
  })
  await Promise.race([ready, early])
  early.catch(() => {}) // from now on its end is what we ask for
  return {
    startedHere: true,
    close: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function serves({ host, port }: Config): Promise<boolean> {
  try {
    return (await fetch(`http://${host}:${port}/readyz`, { signal: AbortSignal.timeout(3000) })).ok
  } catch {
    return false // nobody listens there
  }
}
