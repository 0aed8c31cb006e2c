import type * as z from 'zod'
import { createKey, keyOrder } from '../../platform/auth/keys.ts'
import { type Command, type Given, option, UsageError, word } from '../command.ts'

/** The key is printed this once; only its hash is kept. */
export const keysCreate: Command = {
  usage: 'keys create NAME --role viewer|finance|support|entitlement|admin',
  summary: 'Makes a key for a program and prints it, once.',
  options: { role: { type: 'string' } },
  needsStripe: false,
  run: async (deps, given) => {
    const order = { name: word(given, 0, 'NAME'), role: option(given, 'role') }
    const { key } = await createKey(deps.db, deps, valid(keyOrder, order))
    return { json: { key }, text: key, ok: true }
  },
}

/** Parsed words, or a UsageError that names each field. */
export function valid<Schema extends z.ZodType>(
  schema: Schema,
  words: Given['options'],
): z.output<Schema> {
  const result = schema.safeParse(words)
  if (result.success) return result.data
  const reasons = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new UsageError(reasons.join('\n'))
}
