import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type Account, commandAs, unprivilegedAccount } from './account.ts'
import { binaries } from './binaries.ts'
import { isAlive, livePostmaster } from './postmaster.ts'

/** A real PostgreSQL of our own, its data under `dataDir`. `url` is the database `mainstay` in it. */
export type EmbeddedServer = Readonly<{ url: string; stop: () => Promise<void> }>

type Settings = Readonly<Record<string, string>>

// Small enough for a laptop; everything about durability stays as PostgreSQL has it.
const ordinary: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '64MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
}

/**
 * Starts the server of this folder, making it at the first start. A server left behind by a killed
 * start is stopped first. Throws when another live start uses the folder, or with the server's last
 * words when it does not come up within 60 s.
 */
export async function startEmbedded(
  dataDir: string,
  settings: Settings = {},
): Promise<EmbeddedServer> {
  const folder = resolve(dataDir, 'postgres')
  const account = unprivilegedAccount()
  mkdirSync(dataDir, { recursive: true })
  await stopLeftBehind(folder)
  if (!existsSync(join(folder, 'PG_VERSION'))) await initialise(folder, account)
  const port = settings.port ?? String(await freePort())
  const child = await launch(folder, account, { ...ordinary, ...settings, port })
  const url = urlOf(dataDir, port)
  await comeUp(child, url, join(folder, '..', 'postgres.log'))
  return { url, stop: () => stop(child) }
}

/** The address of the folder's database when its server runs now (started by another process). */
export function runningEmbedded(dataDir: string): string | null {
  const live = livePostmaster(resolve(dataDir, 'postgres'))
  return live && urlOf(dataDir, live.port)
}

async function stopLeftBehind(folder: string) {
  const live = livePostmaster(folder)
  if (live === null) return
  if (ownerOf(folder) === live.parent) {
    throw new Error(
      `DATA_DIR: another Mainstay (process ${live.parent}) uses ${folder}. Stop it, or set another DATA_DIR.`,
    )
  }
  process.kill(live.pid, 'SIGINT')
  while (isAlive(live.pid)) await wait(20)
}

function ownerOf(folder: string): number | null {
  const file = `${folder}.owner`
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : null
}

/** Into a folder beside it, renamed when whole: a killed initdb leaves nothing that looks finished. */
async function initialise(folder: string, account: Account) {
  const unfinished = `${folder}.unfinished`
  const password = `${folder}.password`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 })
  if (account) for (const path of [unfinished, password]) chownSync(path, account.uid, account.gid)
  const { initdb } = await binaries()
  const identity = ['--username=mainstay', '--auth=scram-sha-256', `--pwfile=${password}`]
  const texts = [
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ]
  await run(account, initdb, [`--pgdata=${unfinished}`, ...identity, ...texts, '--no-sync'])
  renameSync(unfinished, folder)
}

async function run(account: Account, program: string, args: readonly string[]) {
  const command = commandAs(account, program, args)
  const child = spawn(command.program, command.args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...command.options,
  })
  let words = ''
  child.stderr?.on('data', (chunk) => {
    words += String(chunk)
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${words.trim()}`)
}

/** In a process group of its own: Ctrl-C reaches us, and we stop the server after our last write. */
async function launch(folder: string, account: Account, settings: Settings): Promise<ChildProcess> {
  const { postgres } = await binaries()
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const command = commandAs(account, postgres, ['-D', folder, ...flags])
  const log = openSync(`${folder}.log`, 'w', 0o600)
  writeFileSync(`${folder}.owner`, String(process.pid))
  return spawn(command.program, command.args, {
    ...command.options,
    stdio: ['ignore', log, log],
    detached: true,
  })
}

async function comeUp(child: ChildProcess, url: string, logFile: string) {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL did not start: ${lastWords(logFile)}`)
    if (await answers(url)) return
    await wait(50)
  }
  throw new Error(`PostgreSQL did not answer within 60 s: ${lastWords(logFile)}`)
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url.replace(/mainstay$/, 'postgres') })
  client.on('error', () => {}) // a server that recovers from a crash hangs up; unheard, it would end us
  try {
    await client.connect()
    const { rowCount } = await client.query(`select from pg_database where datname = 'mainstay'`)
    if (rowCount === 0) await client.query('create database mainstay')
    return true
  } catch {
    return false // not yet: the caller asks again, and tells the log's last words when it gives up
  } finally {
    await client.end().catch(() => {})
  }
}

async function stop(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGINT')
  await once(child, 'exit')
}

function lastWords(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-5).join('\n')
}

function urlOf(dataDir: string, port: number | string): string {
  const password = readFileSync(resolve(dataDir, 'postgres.password'), 'utf8')
  return `postgres://mainstay:${password}@127.0.0.1:${port}/mainstay`
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no free port on 127.0.0.1')
  return address.port
}
