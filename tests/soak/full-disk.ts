import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { unprivilegedAccount } from '../../src/platform/database/embedded/account.ts'
import { inWorld, type Scenario, told } from './scenarios.ts'

const disk_mb = 64

/**
 * The disk that the inbox lies on is full while events come, and has room again later. Needs root on
 * Linux: a small disk is mounted.
 */
export const fullDisk: Scenario = async (wanted, tell) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mainstay-soak-'))
  const disk = join(dataDir, 'disk')
  mkdirSync(disk)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${disk_mb}m`, 'tmpfs', disk])
  try {
    return await inWorld(
      wanted,
      async (world) => {
        await moveInboxTo(join(disk, 'inbox'), world.db)
        const app = await world.startApp()
        return told(world, { doors: () => [app.url], tell }, async () => {
          for (let times = 0; times < wanted.times; times += 1) {
            await wait(1000)
            fill(join(disk, 'filler'))
            await wait(wanted.lasts_s * 1000)
            rmSync(join(disk, 'filler'))
          }
        })
      },
      { dataDir, release: () => execFileSync('umount', ['-l', disk]) },
    )
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

type Database = Parameters<Parameters<typeof inWorld>[1]>[0]['db']

async function moveInboxTo(folder: string, db: Database): Promise<void> {
  mkdirSync(folder)
  const account = unprivilegedAccount()
  if (account) chownSync(folder, account.uid, account.gid)
  await sql`create tablespace small location ${sql.lit(folder)}`.execute(db)
  await sql`alter table inbox set tablespace small`.execute(db)
}

/** Writes until nothing more fits. */
function fill(file: string): void {
  try {
    writeFileSync(file, Buffer.alloc(disk_mb * 2 ** 20))
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC'
    if (!isFull) throw error
  }
}
