import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { type Head, tableOf } from '../../../src/finance/exports/table.ts'
import { bookTables } from '../../../src/finance/exports/tables/all.ts'
import { genericColumns } from '../../../src/finance/journal/formats/generic.ts'
import { databaseOn, openPool, readerOf } from '../../../src/platform/database/connection.ts'
import { reportDeps } from '../asked.ts'

const documented = readFileSync('docs/exports.md', 'utf8')
const reader = readerOf(databaseOn(openPool('postgres://nobody@127.0.0.1:1/nothing'))) // never asked

const tables: [string, readonly Head[]][] = [
  ...Object.entries(bookTables).map(([name, { table }]): [string, readonly Head[]] => [
    name,
    table(reader, {}, reportDeps).heads,
  ]),
  ['journal', tableOf(genericColumns, []).heads],
]

test.each(tables)('docs/exports.md says what each column of %s holds', (name, heads) => {
  const [, section = ''] = documented.split(`### ${name}\n`)
  const [rows = ''] = section.split('\n### ')
  expect(rows.split('\n').filter((row) => row.startsWith('| `'))).toEqual(
    heads.map((head) => `| \`${head.name}\` | ${head.kind} | ${head.meaning} |`),
  )
})
