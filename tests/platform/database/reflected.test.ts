import { spawnSync } from 'node:child_process'
import type { Selectable } from 'kysely'
import { expect, expectTypeOf } from 'vitest'
import type { Schema } from '../../../src/platform/database/schema.ts'
import { testWithDatabase as test } from '../../database.ts'
import type { DB } from './reflected.generated.ts'

const generated = 'tests/platform/database/reflected.generated.ts'
const how = [
  ...['--dialect', 'postgres', '--out-file', generated],
  ...[
    '--type-mapping',
    '{"int8":"bigint","date":"string","jsonb":"object"}',
    '--exclude-pattern',
    '{kysely_*,pgboss.*}',
  ],
]

/** What reading whole rows gives. */
type Rows<Tables> = { [Table in keyof Tables]: Selectable<Tables[Table]> }

type Columns<Tables> = { [Table in keyof Tables]: keyof Tables[Table] }

test('the reflected tables are those of the migrated database', ({ databaseUrl }) => {
  const verify = process.env.UPDATE_REFLECTED ? [] : ['--verify']
  const args = [...how, ...verify, '--url', databaseUrl]
  const { status, stdout, stderr } = spawnSync('node_modules/.bin/kysely-codegen', args, {
    encoding: 'utf8',
  })
  expect({ status, stdout, stderr }).toMatchObject({ status: 0 })
})

// Compiled, not run: a column whose type is wider than the database's does not pass here.
const _narrower = (rows: Rows<Schema>): Rows<DB> => rows

test('the schema written by hand has the same tables and columns', () => {
  expectTypeOf<keyof Schema>().toEqualTypeOf<keyof DB>()
  expectTypeOf<Columns<Schema>>().toEqualTypeOf<Columns<DB>>()
})
