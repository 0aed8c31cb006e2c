import * as z from 'zod'

// for the whole process, once: whoever parses what a person sent imports this file
z.config({ customError: plainMessage })

/** What is wrong with a value and what to give, where the schema does not say it itself. */
function plainMessage(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? missing : wrongType(issue.expected)
    case 'invalid_value':
      return issue.input === undefined ? `${missing} ${choice(issue.values)}` : choice(issue.values)
    case 'invalid_format':
      return formats[issue.format] ?? 'This is not written as it has to be.'
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'unrecognized_keys':
      return 'This field is not known here.'
    case 'not_multiple_of':
      return `Give a multiple of ${issue.divisor}.`
    case 'invalid_union': // our unions name what is meant last: before it stands the empty field
      return issue.errors.at(-1)?.at(0)?.message
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return undefined
  }
}

const missing = 'This is missing.'

function wrongType(expected: string): string {
  return types[expected] ?? `This is no ${expected}.`
}

const types: Readonly<Record<string, string>> = {
  string: 'This is no text.',
  number: 'This is no number.',
  int: 'This is no whole number.',
  boolean: 'This is neither true nor false.',
  array: 'This is no list.',
  object: 'These are no fields with values.',
  record: 'These are no fields with values.',
}

const formats: Readonly<Record<string, string>> = {
  email: 'This is no e-mail address.',
  url: 'This is no web address, like https://example.org.',
}

function choice(values: readonly unknown[]): string {
  return `Give ${values.length === 1 ? '' : 'one of '}${values.map((one) => String(one) || 'nothing').join(', ')}.`
}

type Bound = Readonly<{ origin: string; inclusive?: boolean | undefined }>

function tooSmall({ origin, minimum, inclusive }: Bound & { minimum: number | bigint }): string {
  if (origin === 'string') return minimum === 1 ? missing : `Give at least ${minimum} characters.`
  if (origin === 'array') return `Give at least ${minimum} of these.`
  return inclusive ? `Give ${minimum} or more.` : `Give more than ${minimum}.`
}

function tooBig({ origin, maximum, inclusive }: Bound & { maximum: number | bigint }): string {
  if (origin === 'string') return `This is too long: at most ${maximum} characters.`
  if (origin === 'array') return `Give at most ${maximum} of these.`
  return inclusive ? `Give ${maximum} or less.` : `Give less than ${maximum}.`
}
