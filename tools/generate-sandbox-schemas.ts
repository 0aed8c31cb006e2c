/**
 * Writes src/sandbox/validate/schemas.generated.json: what the sandbox accepts as params, as JSON
 * Schemas drawn from the types of the installed `stripe` package. Run it after changing that
 * package's version or the table of operations:
 *
 *   node --import tsx tools/generate-sandbox-schemas.ts
 *
 * The package leaves its enums open (`OtherString`), so that a removed value would pass. It is
 * read from a copy in a temporary folder, where they are closed.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGenerator } from 'ts-json-schema-generator'
import * as z from 'zod'
import { operations } from './sandbox-operations.ts'

const packageFolder = join(import.meta.dirname, '../node_modules/stripe')
const target = join(import.meta.dirname, '../src/sandbox/validate/schemas.generated.json')

/** TypeScript has one `number`; on Stripe's wire only these names carry a fraction. */
const fractional = /percent|^(height|length|weight|width)$/

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')))
const folder = mkdtempSync(join(tmpdir(), 'sandbox-schemas-'))
try {
  copyWithClosedEnums(folder)
  const lines = Object.entries(draw(folder)).map(([key, schema]) =>
    [key, withIntegers(schema)].map((part) => JSON.stringify(part)).join(': '),
  )
  writeFileSync(target, `{\n${lines.join(',\n')}\n}\n`)
  const size = Math.round(readFileSync(target).byteLength / 1024)
  console.log(`stripe ${version}: params of ${lines.length} operations, ${size} KB in ${target}`)
} finally {
  rmSync(folder, { recursive: true })
}

function copyWithClosedEnums(folder: string): void {
  cpSync(join(packageFolder, 'esm'), folder, {
    recursive: true,
    filter: (path) => !/\.(js|map)$/.test(path),
  })
  patch(join(folder, 'shared.d.ts'), 'string & Record<never, never>', 'never')
  // The class would become an object of its methods; on the wire it is a text of digits.
  patch(
    join(folder, 'shared.d.ts'),
    "export { Decimal } from './Decimal.js'",
    'type Decimal = string',
  )
}

function patch(path: string, before: string, after: string): void {
  const text = readFileSync(path, 'utf8')
  if (!text.includes(before)) throw new Error(`${path} no longer says «${before}»`)
  writeFileSync(path, text.replace(before, after))
}

/** The schema of each operation's params, by operation, everything inlined. */
function draw(folder: string): Record<string, unknown> {
  const entry = join(folder, 'operations.ts')
  const members = Object.entries(operations).map(([key, type]) => `'${key}': Stripe.${type}`)
  const text = `import type { Stripe } from './stripe.esm.node.js'
    export interface Operations { ${members.join('\n')} }`
  writeFileSync(entry, text)
  const schema = createGenerator({
    path: entry,
    type: 'Operations',
    expose: 'none',
    topRef: false,
    jsDoc: 'none',
    skipTypeCheck: true,
  }).createSchema('Operations')
  return z.object({ properties: z.record(z.string(), z.unknown()) }).parse(schema).properties
}

/** `name` is the nearest param's, so that the items of a list go by the name of the list. */
function withIntegers(node: unknown, name = '', isMembers = false): unknown {
  if (Array.isArray(node)) return node.map((item) => withIntegers(item, name))
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      if (isMembers) return [key, withIntegers(value, key)]
      if (key === 'type' && !fractional.test(name)) return [key, integerFor(value)]
      return [key, withIntegers(value, name, key === 'properties')]
    }),
  )
}

function integerFor(type: unknown): unknown {
  return Array.isArray(type) ? type.map(integerFor) : type === 'number' ? 'integer' : type
}
