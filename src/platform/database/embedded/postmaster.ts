import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** A PostgreSQL server that lives in a data folder. `parent` is the process that would stop it. */
export type Postmaster = Readonly<{ pid: number; port: number; parent: number | null }>

/**
 * The live server of this folder, or null. A `postmaster.pid` left by a killed one is removed: with a
 * reused process number PostgreSQL itself would refuse to start.
 */
export function livePostmaster(folder: string): Postmaster | null {
  const file = join(folder, 'postmaster.pid')
  if (!existsSync(file)) return null
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number)
  if (pid && port && commandOf(pid)?.includes(folder)) return { pid, port, parent: parentOf(pid) }
  rmSync(file, { force: true })
  return null
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false // ESRCH is how the system says that nobody has this number
  }
}

function commandOf(pid: number): string | null {
  if (!isAlive(pid)) return null
  const proc = `/proc/${pid}/cmdline`
  return existsSync(proc) ? readFileSync(proc, 'utf8') : ps(pid, 'args')
}

function parentOf(pid: number): number | null {
  const proc = `/proc/${pid}/status`
  const text = existsSync(proc)
    ? /^PPid:\s+(\d+)/m.exec(readFileSync(proc, 'utf8'))?.[1]
    : ps(pid, 'ppid')
  return text === undefined ? null : Number(text)
}

/** Where there is no /proc (macOS). */
function ps(pid: number, column: string): string {
  return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim()
}
