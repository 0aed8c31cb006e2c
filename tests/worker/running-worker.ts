import { execFileSync } from 'node:child_process'
import type { Browser } from 'playwright-core'
import type { Role } from '../../src/platform/auth/principal.ts'
import { aBrowser, type Open, openPages } from '../browser/browser.ts'
import {
  mainstay as command,
  type Installation,
  lives,
  npmDevWorker,
  testWithInstallation,
} from '../cli/installation.ts'
import { productAt } from '../product.ts'

type RunningWorker = Awaited<ReturnType<typeof startWorker>>

/** `npm run dev:worker` on a fresh machine, and what can be asked of it from outside. */
async function startWorker(installation: Installation) {
  const start = npmDevWorker(installation)
  await start.ready()
  const { url, sandboxUrl } = installation
  const keys = new Map<Role, string>()
  return {
    url,
    sandboxUrl,
    start,
    ...productAt(installation),
    /** Asks the API as a program with a key of this role, made by the command line. */
    api: async (role: Role) => {
      const key = keys.get(role) ?? (await createdKey(installation, role))
      keys.set(role, key)
      return (path: string, init: RequestInit = {}) =>
        fetch(new URL(path, url), {
          ...init,
          headers: { authorization: `Bearer ${key}`, ...init.headers },
        })
    },
  }
}

async function createdKey(installation: Installation, role: Role): Promise<string> {
  const { stdout } = await command(installation, 'keys', 'create', role, '--role', role)
  return stdout.trim()
}

/** Every process that this one started, and those which they did. */
export function descendants(pid: number): { pid: number; command: string }[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
  const all = table.split('\n').flatMap((line) => {
    const [, own, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return own === undefined ? [] : [{ pid: Number(own), parent: Number(parent), command }]
  })
  const below = (ancestor: number): typeof all =>
    all.filter(({ parent }) => parent === ancestor).flatMap((one) => [one, ...below(one.pid)])
  return below(pid)
}

/** `mainstay`: the product in workerd, one for the file; `open` gives pages in a real Chromium. */
export const testWithWorker = testWithInstallation
  .extend<{ mainstay: RunningWorker; browser: Browser }>({
    mainstay: [
      async ({ installation }, use) => {
        const worker = await startWorker(installation)
        await use(worker)
        const { pid, exited } = worker.start
        if (lives(-pid)) process.kill(-pid, 'SIGTERM')
        await exited
      },
      { scope: 'file' },
    ],
    browser: [aBrowser, { scope: 'file' }],
  })
  .extend<{ open: Open }>({ open: openPages })
