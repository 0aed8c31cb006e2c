import { readFileSync } from 'node:fs'
import * as z from 'zod'
import {
  invalidRequest,
  parameterMissing,
  parameterUnknown,
  type StripeError,
  unsupportedRoute,
} from '../wire/error.ts'
import { fittedScalar } from './scalar.ts'
import { type Schema, schema } from './schema.ts'

/**
 * The params of an operation (`'POST /v1/customers/:id'`), checked against the types of the
 * pinned SDK and coerced from the form's texts: integers to numbers, `true` and `false` to
 * booleans. What a client clears stays `''`.
 *
 * The walk is ours and not a general validator's, since it coerces, chooses between alternatives
 * by shape and words the refusal as Stripe does, in one pass; the tests hold it against Ajv.
 * @throws StripeError 400 naming the param in bracket form, 404 for an unknown operation.
 */
export function checkParams(
  operation: string,
  params: Record<string, unknown>,
): Record<string, unknown> {
  return fittedObject(schemaOf(operation), params, '')
}

const schemas = new Map<string, Schema>()
let drawn: Record<string, unknown> | undefined

/** Read at the first request and parsed one operation at a time: the start waits for none. */
function schemaOf(operation: string): Schema {
  const key = operation.replace(/:\w+/g, ':id')
  drawn ??= z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(readFileSync(new URL('./schemas.generated.json', import.meta.url), 'utf8')))
  const known = schemas.get(key) ?? schema.optional().parse(drawn[key])
  if (!known) throw unsupportedRoute(...splitOperation(operation))
  schemas.set(key, known)
  return known
}

function splitOperation(operation: string): [method: string, path: string] {
  const [method = '', path = ''] = operation.split(' ')
  return [method, path]
}

function fitted(expected: Schema, value: unknown, path: string): unknown {
  const alternatives = expected.anyOf ?? [expected]
  const shape = shapeOf(value)
  const fitting = alternatives.filter((alternative) => shapeAskedBy(alternative) === shape)
  const [first] = fitting
  if (!first) throw wrongShape(alternatives, value, path)
  if (isObject(value)) return fittedObject(first, value, path)
  if (Array.isArray(value)) return fittedArray(first, value, path)
  return fittedScalar(fitting, value, path)
}

function fittedObject(
  expected: Schema,
  value: Record<string, unknown>,
  path: string,
): Record<string, unknown> {
  const entries = Object.entries(value).map(([key, member]) => {
    const at = path === '' ? key : `${path}[${key}]`
    const inner = memberOf(expected, key)
    if (!inner) throw unknownOrRemoved(key, at)
    return [key, fitted(inner, member, at)]
  })
  const missing = expected.required?.find((key) => !Object.hasOwn(value, key))
  if (missing !== undefined) throw parameterMissing(path === '' ? missing : `${path}[${missing}]`)
  return Object.fromEntries(entries)
}

function memberOf({ properties, additionalProperties }: Schema, key: string): Schema | undefined {
  if (properties && Object.hasOwn(properties, key)) return properties[key]
  return typeof additionalProperties === 'object' ? additionalProperties : undefined
}

function fittedArray({ items }: Schema, value: unknown[], path: string): unknown[] {
  return value.map((item, index) => (items ? fitted(items, item, `${path}[${index}]`) : item))
}

type Shape = 'object' | 'array' | 'scalar'

function shapeOf(value: unknown): Shape {
  if (Array.isArray(value)) return 'array'
  return isObject(value) ? 'object' : 'scalar'
}

function shapeAskedBy({ type }: Schema): Shape {
  return type === 'object' || type === 'array' ? type : 'scalar'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wrongShape(alternatives: Schema[], value: unknown, path: string): StripeError {
  const asked = alternatives.map(shapeAskedBy).find((shape) => shape !== 'scalar') ?? 'string'
  const given = typeof value === 'string' ? `: ${value}` : ''
  return invalidRequest(`Invalid ${asked}${given}`, { param: path })
}

function unknownOrRemoved(key: string, path: string): StripeError {
  if (key !== 'payment_method_types') return parameterUnknown(path)
  return invalidRequest(
    'The `payment_method_types` parameter is no longer supported. ' +
      'Use `allowed_payment_method_types` to filter the payment methods offered.',
    { code: 'payment_method_types_no_longer_supported', param: path },
  )
}
