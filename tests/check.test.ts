import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('types, lint, rooms, dead code, style, migrations and lock are in order', () => {
  const { stdout, stderr, status } = spawnSync('npm', ['run', '--silent', 'check'], {
    encoding: 'utf8',
  })
  expect({ status, stdout, stderr }).toMatchObject({ status: 0 })
}, 120_000)
