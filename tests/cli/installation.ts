import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'vitest'
import { livePostmaster } from '../../src/platform/database/embedded/postmaster.ts'
import { freePorts } from '../free-port.ts'
import { until } from '../until.ts'

type Environment = Readonly<Record<string, string>>

/** A fresh machine, as far as Mainstay sees one: a data folder and two ports that are its own. */
export async function freshInstallation(more: Environment = {}) {
  const [port = 0, sandboxPort = 0] = await freePorts(2)
  const dataDir = mkdtempSync(join(tmpdir(), 'mainstay-installation-'))
  const { PATH = '', HOME = '' } = process.env
  const ports = { PORT: String(port), SANDBOX_PORT: String(sandboxPort) }
  const env = { PATH, HOME, DATA_DIR: dataDir, ...ports, ...more }
  const groups: number[] = []
  return {
    dataDir,
    env,
    url: `http://127.0.0.1:${port}`,
    sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
    /** The process that wrote `postgres.owner`: the one that `npm start` became. */
    nodePid: () => Number(readFileSync(join(dataDir, 'postgres.owner'), 'utf8')),
    postmasterPid: () => livePostmaster(join(dataDir, 'postgres'))?.pid ?? null,
    /** Whatever a failed test left running ends with it. */
    remove: () => {
      const left = groups.map((group) => -group).filter(lives)
      const postmaster = livePostmaster(join(dataDir, 'postgres'))
      for (const pid of [...left, ...(postmaster ? [postmaster.pid] : [])])
        process.kill(pid, 'SIGKILL')
      rmSync(dataDir, { recursive: true, force: true })
    },
    groups,
  }
}
export type Installation = Awaited<ReturnType<typeof freshInstallation>>

/** `installation`: a fresh one for the file. */
export const testWithInstallation = test.extend<{ installation: Installation }>({
  installation: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from this pattern
    async ({}, use) => {
      const installation = await freshInstallation()
      await use(installation)
      installation.remove()
    },
    { scope: 'file' },
  ],
})

/** `npm start` under way, in a process group of its own as a terminal would make it. */
export function npmStart({ env, groups }: Pick<Installation, 'env' | 'groups'>) {
  const start = launched('npm', ['start'], env)
  groups.push(start.pid)
  return start
}

/** `npm run …words` under way, likewise. */
export function npmRun({ env }: Readonly<{ env: Environment }>, ...words: string[]) {
  return launched('npm', ['run', ...words], env)
}

/** `npm run dev:worker` under way. */
export function npmDevWorker(installation: Readonly<{ env: Environment }>) {
  return npmRun(installation, 'dev:worker')
}

/** `npx --no mainstay …words`: exit code and what was printed. */
export async function mainstay({ env }: Pick<Installation, 'env'>, ...words: string[]) {
  const command = launched('node_modules/.bin/node', ['bin/mainstay.mjs', ...words], env)
  const code = await command.exited
  return { code, stdout: command.stdout(), stderr: command.stderr() }
}

function launched(program: string, words: readonly string[], env: Environment) {
  const child = spawn(program, words, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const out = heard(child.stdout)
  const err = heard(child.stderr)
  const exited = exitOf(child)
  let code: number | null | undefined
  void exited.then((ended) => {
    code = ended
  })
  return {
    pid: child.pid ?? 0,
    /** Its exit code, or null when a signal ended it. */
    exited,
    stdout: () => out.join('\n'),
    stderr: () => err.join('\n'),
    /** When it says that it serves; throws with its last words when it ends before. */
    ready: async () => {
      const said = () => out.some((line) => line.startsWith('ready '))
      const what = `${program} ${words.join(' ')} is ready`
      await until(what, () => said() || code !== undefined, { within_s: 60 })
      if (!said()) throw new Error(`${what}: it ended with ${code}: ${err.join('\n')}`)
    },
  }
}
export type Launched = ReturnType<typeof launched>

function heard(stream: NodeJS.ReadableStream): string[] {
  const lines: string[] = []
  createInterface({ input: stream }).on('line', (line) => lines.push(line))
  return lines
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  const [code] = await once(child, 'close')
  return typeof code === 'number' ? code : null
}

/** Whether the process (or, below zero, any of the group) lives. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false // ESRCH is how the system says that nobody has this number
  }
}
