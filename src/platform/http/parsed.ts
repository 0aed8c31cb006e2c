import { zValidator } from '@hono/zod-validator'
import type { ValidationTargets } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as z from 'zod'
import { plainMessage } from '../plain-messages.ts'
import { frameIn } from '../ui/texts/frame.ts'
import { speechOf } from '../ui/texts/speaking.ts'
import { type FieldError, invalid } from './problem.ts'

/**
 * Parses one part of the request by its schema; what does not fit is the 422 that names each field,
 * in the reader's language unless the schema says it itself.
 * Handlers read the result by `c.req.valid(target)` and check nothing again.
 */
export function parsed<Target extends keyof ValidationTargets, Schema extends z.ZodType>(
  target: Target,
  schema: Schema,
) {
  return zValidator(target, schema, async (result, c) => {
    if (result.success) return
    const { words } = frameIn(speechOf(c)) // zod words an issue as it finds it, so it is asked again
    const told = await schema.safeParseAsync(result.data, {
      error: (issue) => plainMessage(issue, words),
    })
    throw invalid((told.error ?? result.error).issues.flatMap(fieldErrors))
  })
}

/** For addresses that are asked for nothing: an unknown field is a mistake there too. */
export const askedNothing = parsed('query', z.strictObject({}))

/** For acts that take no fields: no body, or an empty object. */
export const sentNothing = createMiddleware(async (c, next) => {
  const body = (await c.req.text()).trim()
  const read = nothing.safeParse(body === '' ? '{}' : body)
  if (!read.success) throw invalid(read.error.issues.flatMap(fieldErrors))
  await next()
})

const nothing = z
  .string()
  .transform((text, context) => {
    try {
      return z.json().parse(JSON.parse(text))
    } catch {
      context.addIssue('This is no JSON; send no body, or {}.')
      return z.NEVER
    }
  })
  .pipe(z.strictObject({}))

type Issue = Readonly<{
  code: string
  path: readonly PropertyKey[]
  message: string
  keys?: readonly string[]
}>

/** Exported for bodies that are parsed without a validator (CSV rows, command line). */
export function fieldErrors(issue: Issue): FieldError[] {
  if (issue.code === 'unrecognized_keys' && issue.keys) {
    return issue.keys.map((field) => ({ field, message: issue.message }))
  }
  return [{ field: issue.path.map(String).join('.') || 'body', message: issue.message }]
}
