import { expect, test } from 'vitest'
import * as z from 'zod'
import { fieldErrors } from '../../src/platform/http/parsed.ts'

const person = z.strictObject({
  name: z.string().min(1).max(5),
  age: z.coerce.number().int().min(18).max(120),
  role: z.enum(['reader', 'editor']),
  email: z.email(),
  site: z.url().optional(),
  tags: z.array(z.string()).max(1).optional(),
  agreed: z.boolean().optional(),
  code: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  state: z.union([z.literal('').transform(() => undefined), z.enum(['on', 'off'])]).optional(),
  nick: z.string('Tell us your nickname.').optional(),
})
const ann = { name: 'Ann', age: 30, role: 'reader', email: 'ann@example.org' }

/** What is said beside the fields of this person. */
function said(change: Readonly<Record<string, unknown>>) {
  const result = person.safeParse({ ...ann, ...change })
  const errors = (result.error?.issues ?? []).flatMap(fieldErrors)
  return Object.fromEntries(errors.map(({ field, message }) => [field, message]))
}

test.each([
  [{ name: undefined }, { name: 'This is missing.' }],
  [{ name: 7 }, { name: 'This is no text.' }],
  [{ name: '' }, { name: 'This is missing.' }],
  [{ name: 'Annabel' }, { name: 'This is too long: at most 5 characters.' }],
  [{ age: 'old' }, { age: 'This is no number.' }],
  [{ age: 30.5 }, { age: 'This is no whole number.' }],
  [{ age: 17 }, { age: 'Give 18 or more.' }],
  [{ age: 121 }, { age: 'Give 120 or less.' }],
  [{ role: 'king' }, { role: 'Give one of reader, editor.' }],
  [{ role: undefined }, { role: 'This is missing. Give one of reader, editor.' }],
  [{ email: 'ann' }, { email: 'This is no e-mail address.' }],
  [{ site: 'ann' }, { site: 'This is no web address, like https://example.org.' }],
  [{ tags: 'a' }, { tags: 'This is no list.' }],
  [{ tags: ['a', 'b'] }, { tags: 'Give at most 1 of these.' }],
  [{ agreed: 'yes' }, { agreed: 'This is neither true nor false.' }],
  [{ code: '12' }, { code: 'This is not written as it has to be.' }],
  [{ state: 'half' }, { state: 'Give one of on, off.' }],
  [
    { crown: 1, sword: 2 },
    { crown: unknown(), sword: unknown() },
  ],
])('%j is told in plain words', (change, words) => {
  expect(said(change)).toEqual(words)
})

test('what a schema says itself goes before', () => {
  expect(said({ nick: 7 })).toEqual({ nick: 'Tell us your nickname.' })
})

function unknown() {
  return 'This field is not known here.'
}
