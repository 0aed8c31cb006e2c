import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { migrationHead } from '../../../src/platform/database/head.ts'

test('the code waits for the newest migration in the folder', () => {
  expect(`${migrationHead}.sql`).toBe(readdirSync('migrations').sort().at(-1))
})
