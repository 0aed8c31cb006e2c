import * as z from 'zod'
import { type FrameKey, frameIn } from './ui/texts/frame.ts'
import { english } from './ui/texts/speech.ts'
import type { Texts } from './ui/texts/texts.ts'

type Words = Texts<FrameKey>['words']

// for the whole process, once: whoever parses what a person sent imports this file
z.config({ customError: (issue) => plainMessage(issue, frameIn(english).words) })

/** What is wrong with a value and what to give, where the schema does not say it itself. */
export function plainMessage(issue: z.core.$ZodRawIssue, words: Words): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return words(issue.input === undefined ? 'field.missing' : wrongType(issue.expected))
    case 'invalid_value':
      return issue.input === undefined
        ? `${words('field.missing')} ${choice(issue.values, words)}`
        : choice(issue.values, words)
    case 'invalid_format':
      return words(formats[issue.format] ?? 'field.format')
    case 'too_small':
      return tooSmall(issue, words)
    case 'too_big':
      return tooBig(issue, words)
    case 'unrecognized_keys':
      return words('field.unknown')
    case 'not_multiple_of':
      return words('field.multiple', { of: String(issue.divisor) })
    case 'invalid_union': // our unions name what is meant last: before it stands the empty field
      return issue.errors.at(-1)?.at(0)?.message
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return undefined
  }
}

function wrongType(expected: string): FrameKey {
  return types[expected] ?? 'field.format'
}

const types: Readonly<Record<string, FrameKey>> = {
  string: 'field.no_text',
  number: 'field.no_number',
  int: 'field.no_whole',
  boolean: 'field.no_flag',
  array: 'field.no_list',
  object: 'field.no_fields',
  record: 'field.no_fields',
}

const formats: Readonly<Record<string, FrameKey>> = {
  email: 'field.no_email',
  url: 'field.no_url',
}

function choice(values: readonly unknown[], words: Words): string {
  const named = values.map((one) => String(one) || words('field.nothing')).join(', ')
  return words(values.length === 1 ? 'field.give' : 'field.give_one', { values: named })
}

type Bound = Readonly<{ origin: string; inclusive?: boolean | undefined }>

function tooSmall(
  { origin, minimum, inclusive }: Bound & { minimum: number | bigint },
  words: Words,
): string {
  const least = Number(minimum)
  if (origin === 'string') {
    return least === 1 ? words('field.missing') : words('field.short', { least })
  }
  if (origin === 'array') return words('field.few', { least: String(least) })
  return words(inclusive ? 'field.least' : 'field.more', { least: String(minimum) })
}

function tooBig(
  { origin, maximum, inclusive }: Bound & { maximum: number | bigint },
  words: Words,
): string {
  if (origin === 'string') return words('field.long', { most: Number(maximum) })
  if (origin === 'array') return words('field.many', { most: String(maximum) })
  return words(inclusive ? 'field.most' : 'field.less', { most: String(maximum) })
}
