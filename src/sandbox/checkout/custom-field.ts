import * as z from 'zod'
import type { CustomField } from '../objects/session.ts'
import { invalidRequest } from '../wire/error.ts'

const bounds = z.looseObject({
  default_value: z.string().nullable().default(null),
  maximum_length: z.number().nullable().default(null),
  minimum_length: z.number().nullable().default(null),
})
const choice = z.looseObject({ label: z.string(), value: z.string() })
const choices = z.looseObject({
  default_value: z.string().nullable().default(null),
  options: z.array(choice).min(1).max(200),
})
const shared = {
  key: z.string().regex(/^[a-zA-Z0-9]{1,200}$/),
  label: z.looseObject({ custom: z.string().max(50), type: z.literal('custom') }),
  optional: z.boolean().default(false),
}
const unasked = { value: null }

/** A question of the newsroom's own on the payment page; nobody has answered it yet. */
export const customField = z.discriminatedUnion('type', [
  z
    .looseObject({ ...shared, type: z.literal('text'), text: bounds.prefault({}) })
    .transform(({ text, ...field }): CustomField => ({ ...field, text: { ...text, ...unasked } })),
  z
    .looseObject({ ...shared, type: z.literal('numeric'), numeric: bounds.prefault({}) })
    .transform(
      ({ numeric, ...field }): CustomField => ({ ...field, numeric: { ...numeric, ...unasked } }),
    ),
  z.looseObject({ ...shared, type: z.literal('dropdown'), dropdown: choices }).transform(
    ({ dropdown, ...field }): CustomField => ({
      ...field,
      dropdown: { ...dropdown, ...unasked },
    }),
  ),
])

/** The field with what the payer said; silence leaves it null. */
export function answered(field: CustomField, answer: string | undefined): CustomField {
  if (answer === undefined || answer === '') return field
  const value = { value: answer }
  return {
    ...field,
    ...(field.text && { text: { ...field.text, ...value } }),
    ...(field.numeric && { numeric: { ...field.numeric, ...value } }),
    ...(field.dropdown && { dropdown: { ...field.dropdown, ...value } }),
  }
}

/** What is wrong with an answer, in words for the payer; undefined when it will do. */
export function complaintAbout(field: CustomField, answer: string): string | undefined {
  if (answer === '') return field.optional ? undefined : 'Fill this in.'
  const { minimum_length: least, maximum_length: most } = field.text ?? field.numeric ?? {}
  if (least && answer.length < least) return `At least ${least} characters.`
  if (most && answer.length > most) return `At most ${most} characters.`
  if (field.numeric && !/^\d+$/.test(answer)) return 'Digits only.'
  const isOffered = field.dropdown?.options.some(({ value }) => value === answer) ?? true
  return isOffered ? undefined : 'Choose one of the list.'
}

/** @throws StripeError 400 for more than three, or two of one name */
export function checkFields(fields: readonly CustomField[]): void {
  const param = 'custom_fields'
  if (fields.length > 3) throw invalidRequest('You can pass at most 3 custom fields.', { param })
  if (new Set(fields.map(({ key }) => key)).size === fields.length) return
  throw invalidRequest('Custom field keys must be unique.', { param })
}
