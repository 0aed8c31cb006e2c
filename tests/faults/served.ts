import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import * as z from 'zod'
import { freePorts } from '../free-port.ts'

const said = z.object({ url: z.string() })
const measured = z.object({ peak_kb: z.number() })

/** The app in a process of its own, on this database: what it does to others can be measured. */
export async function served(databaseUrl: string) {
  const [port = 0, sandboxPort = 0] = await freePorts(2)
  const { PATH = '', HOME = '' } = process.env
  const ports = { PORT: `${port}`, SANDBOX_PORT: `${sandboxPort}` }
  const child = fork('tests/faults/serving.ts', [], {
    execArgv: ['--import', 'tsx'],
    env: { PATH, HOME, DATABASE_URL: databaseUrl, ...ports },
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
    close: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const [message] = await once(child, 'message', { signal: AbortSignal.timeout(30_000) })
  return message
}
