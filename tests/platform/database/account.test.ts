import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commandAs, unprivilegedAccount } from '../../../src/platform/database/embedded/account.ts'

test('a program in a folder closed to everybody but us can be asked for and run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'closed-'))
  const program = join(folder, 'sh')
  copyFileSync('/bin/sh', program)
  chmodSync(folder, 0o700)
  // `test -x` asks access(2), as initdb does about its own file
  const {
    program: first,
    args,
    options,
  } = commandAs(unprivilegedAccount(), program, ['-c', `test -x ${program}`])
  const { status, error } = spawnSync(first, args, { ...options, stdio: 'ignore' })
  rmSync(folder, { recursive: true })
  expect({ status, error }).toEqual({ status: 0, error: undefined })
})
