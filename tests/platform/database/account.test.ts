import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commandAs, unprivilegedAccount } from '../../../src/platform/database/embedded/account.ts'

test('a program in a folder closed to everybody but us can be asked for', () => {
  const folder = mkdtempSync(join(tmpdir(), 'closed-'))
  const program = join(folder, 'sh')
  copyFileSync('/bin/sh', program)
  chmodSync(folder, 0o700)
  // access(2), by which initdb looks for its own file and for postgres beside it
  const ask = ['-e', `require('node:fs').accessSync('${program}', 1)`]
  const command = commandAs(unprivilegedAccount(), process.execPath, ask)
  const { status, stderr } = spawnSync(command.program, command.args, {
    ...command.options,
    encoding: 'utf8',
  })
  rmSync(folder, { recursive: true })
  expect({ status, stderr }).toMatchObject({ status: 0 })
})
