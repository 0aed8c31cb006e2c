import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import * as z from 'zod'
import { freePorts } from '../free-port.ts'

const said = z.object({ url: z.string() })
const measured = z.object({ peak_kb: z.number() })

type Wanted = Readonly<{ port?: number; work?: boolean; environment?: Record<string, string> }>

/** The app in a process of its own, on this database; with its background work when `work`. */
export async function served(
  databaseUrl: string,
  { port: wanted, work = false, environment = {} }: Wanted = {},
) {
  const [free = 0, sandboxPort = 0] = await freePorts(2)
  const port = wanted ?? free
  const { PATH = '', HOME = '' } = process.env
  const ports = { PORT: `${port}`, SANDBOX_PORT: `${sandboxPort}` }
  const child = fork(new URL('serving.ts', import.meta.url), work ? ['work'] : [], {
    execArgv: ['--import', 'tsx'],
    env: { PATH, HOME, DATABASE_URL: databaseUrl, ...ports, ...environment },
  })
  const { url } = said.parse(await answerOf(child))
  return {
    url,
    port,
    /** The most memory that it ever held, kB. */
    peak_kb: async () => {
      child.send('measure')
      return measured.parse(await answerOf(child)).peak_kb
    },
    /** Kills it; again does nothing. */
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const [message] = await once(child, 'message', { signal: AbortSignal.timeout(30_000) })
  return message
}
