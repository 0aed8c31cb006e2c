import { expect, test } from 'vitest'
import { commands } from '../../src/cli/commands/commands.ts'
import { bookTables } from '../../src/finance/exports/tables/all.ts'

test('help of the export names every table there is, and every command is where it is listed', async () => {
  const tables = Object.keys(bookTables).join(', ')
  expect(commands.export?.summary).toBe(
    `Writes a file: ${tables}, journal, or a report by its name.`,
  )
  for (const { load } of Object.values(commands))
    expect((await load()).prepare).toBeTypeOf('function')
})
