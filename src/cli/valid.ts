import type * as z from 'zod'
import { fieldErrors } from '../platform/http/parsed.ts'
import { type Given, UsageError } from './command.ts'

/** Parsed words, or a UsageError that names each field. */
export function valid<Schema extends z.ZodType>(
  schema: Schema,
  words: Given['options'],
): z.output<Schema> {
  const result = schema.safeParse(words)
  if (result.success) return result.data
  const reasons = result.error.issues.flatMap(fieldErrors)
  throw new UsageError(reasons.map(({ field, message }) => `${field}: ${message}`).join('\n'))
}
