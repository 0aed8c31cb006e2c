import * as z from 'zod'

/** A field of a form that is made from a schema, and what JSON it takes. */
export type Field = Readonly<{
  name: string
  /** JSON's types, of which a text may be any. */
  takes: readonly string[]
  /** The words to choose from; none for what is typed. */
  options: readonly string[]
  isRequired: boolean
  /** What stands there while nobody says anything. */
  preset: string
  hint: string | undefined
}>

const leaf = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  const: z.string().optional(),
  items: z.unknown().optional(),
})
const property = leaf.extend({
  anyOf: z.array(leaf).optional(),
  default: z.unknown().optional(),
  description: z.string().optional(),
})
const objectShape = z.object({
  properties: z.record(z.string(), property),
  required: z.array(z.string()).default([]),
})

/**
 * The fields of an object's schema, its `describe` texts as hints. Left out are constants, which
 * nobody chooses, and what holds objects, which no field can.
 */
export function fieldsOf(schema: z.ZodType): Field[] {
  const { properties, required } = objectShape.parse(z.toJSONSchema(schema, { io: 'input' }))
  return Object.entries(properties).flatMap(([name, { anyOf, description: hint, ...one }]) => {
    const leaves = anyOf ?? [one]
    if (one.const !== undefined || leaves.some(holdsObjects)) return []
    const takes = leaves.map(({ type = 'string' }) => type)
    const options = optionsOf(leaves)
    const isRequired = required.includes(name) && one.default === undefined
    return [{ name, takes, options, isRequired, preset: textOf(one.default), hint }]
  })
}

/** The JSON that a filled form stands for; what is left empty is not in it. */
export function valuesOf(fields: readonly Field[], typed: Readonly<Record<string, string>>) {
  const filled = fields.filter(({ name }) => (typed[name] ?? '').trim() !== '')
  return Object.fromEntries(
    filled.map((field) => [field.name, valueIn(field, (typed[field.name] ?? '').trim())]),
  )
}

/** A value as it stands in its field: lists with commas. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return Array.isArray(value) ? value.map(String).join(', ') : String(value)
}

/** `at_period_end`, `alsoSettlesIn`: At period end, Also settles in. */
export function words(name: string): string {
  const apart = name
    .replace(/[._]/g, ' ')
    .replace(/[a-z][A-Z]/g, ([a, b]) => `${a} ${b?.toLowerCase()}`)
  return apart.charAt(0).toUpperCase() + apart.slice(1)
}

function holdsObjects({ type, items }: z.infer<typeof leaf>): boolean {
  return type === 'object' || leaf.safeParse(items).data?.type === 'object'
}

function optionsOf(leaves: readonly z.infer<typeof leaf>[]): string[] {
  const options = leaves.map(({ type, enum: named, const: only }) => {
    if (type === 'boolean') return ['true', 'false']
    return named ?? (only === undefined ? undefined : [only])
  })
  return options.every((some) => some !== undefined) ? options.flat() : []
}

function valueIn({ takes }: Field, text: string): unknown {
  if (takes.includes('boolean') && /^(true|false)$/.test(text)) return text === 'true'
  if ((takes.includes('number') || takes.includes('integer')) && isNumber(text)) return Number(text)
  if (!takes.includes('array')) return text
  return text.split(/\s*,\s*/).map((part) => (isNumber(part) ? Number(part) : part))
}

function isNumber(text: string): boolean {
  return text !== '' && !Number.isNaN(Number(text))
}
