import {
  type Declaration,
  declarations,
  declare,
  type Setting,
} from '../../../finance/settings/declaration.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Database, Reader } from '../../../platform/database/connection.ts'
import { fieldErrors } from '../../../platform/http/parsed.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import type { Ids } from '../../../platform/ids.ts'
import { parseAmount } from '../../../platform/money/amount.ts'
import { type Currency, currencyOf, decimalsOf } from '../../../platform/money/currency.ts'
import { minorJson, plainDecimals } from '../../../platform/money/money.ts'
import { toldInEnglish } from '../../../platform/ui/texts/frame.ts'
import { languages } from '../../../platform/ui/texts/language.ts'

/**
 * A field as a person fills it in; `amount` in major units, where programs send minor ones; a `phrase`
 * in every language, where nothing is said in none.
 */
export type SettingField = Readonly<{
  name: string
  label: string
  hint?: string
  kind: 'text' | 'amount' | 'whole' | 'day' | 'phrase' | readonly string[]
}>

export type Sent = Readonly<Record<string, string>>
export type Outcome = Readonly<{ kind: 'declared' } | { kind: 'refused'; errors: FieldError[] }>
type Deps = Readonly<{ db: Database; clock: Clock; ids: Ids; currency: Currency }>

/** One thing that finance declares: how it is asked for, what was said, and how it is said anew. */
export type SettingForm = Readonly<{
  path: string
  title: string
  about: string
  fields: readonly SettingField[]
  history: (reader: Reader) => Promise<readonly Declaration<object>[]>
  declare: (deps: Deps, sent: Sent, who: string) => Promise<Outcome>
}>

type Parts<Terms extends object> = Omit<SettingForm, 'history' | 'declare'> &
  Readonly<{
    setting: Setting<Terms>
    /** What is declared of, or why there is no such thing. */
    keyOf: (sent: Sent, terms: Terms) => string | FieldError
  }>

export function settingForm<Terms extends object>({
  setting,
  keyOf,
  ...form
}: Parts<Terms>): SettingForm {
  return {
    ...form,
    history: (reader) => declarations(reader, setting),
    declare: async (deps, sent, who) => {
      const { value, errors } = readFields(form.fields, sent, deps.currency)
      const read = setting.terms.safeParse(value)
      if (!read.success || errors.length > 0) {
        return refused([...errors, ...(read.error?.issues.flatMap(fieldErrors) ?? [])])
      }
      const key = keyOf(sent, read.data)
      if (typeof key !== 'string') return refused([key])
      const outcome = await declare(deps, setting, { key, terms: read.data, sent: value }, who)
      return outcome.kind === 'declared' ? outcome : refused([closedUpTo(outcome.month)])
    },
  }
}

/** By the form's names, in which amounts are major units. */
function refused(errors: readonly FieldError[]): Outcome {
  return {
    kind: 'refused',
    errors: errors.map(({ field, message }) => ({ field: field.replace(/_minor$/, ''), message })),
  }
}

function closedUpTo(month: string): FieldError {
  return {
    field: 'from',
    message: `${month} is closed and keeps its figures: give a day after it.`,
  }
}

/** The form as programs would have sent it; `key` says of what, and is no part of it. */
function readFields(fields: readonly SettingField[], sent: Sent, books: Currency) {
  const value: Record<string, string | number | object> = {}
  const errors: FieldError[] = []
  const currency = currencyOf(sent.currency ?? '') ?? books
  for (const { name, kind } of fields) {
    if (kind === 'phrase') {
      const said = languages.map((language) => [
        language,
        sent[`${name}.${language}`]?.trim() ?? '',
      ])
      if (said.some(([, text]) => text !== '')) value[name] = Object.fromEntries(said)
    }
    const text = sent[name]?.trim() ?? ''
    if (text === '' || name === 'key') continue
    if (kind === 'whole') value[name] = Number(text)
    else if (kind !== 'amount') value[name] = text
    else {
      const amount = signedAmount(text, currency)
      if (amount.kind === 'amount') value[`${name}_minor`] = minorJson(amount.minor)
      else errors.push({ field: name, message: toldInEnglish(amount.why) })
    }
  }
  return { value, errors }
}

/** What was declared, as its form would be filled in to say it again. */
export function filledIn(fields: readonly SettingField[], sent: object, books: Currency): Sent {
  const said = new Map<string, unknown>(Object.entries(sent))
  const currency = currencyOf(String(said.get('currency') ?? '')) ?? books
  return Object.fromEntries(
    fields.flatMap(({ name, kind }) => {
      const value = said.get(kind === 'amount' ? `${name}_minor` : name)
      if (value === undefined) return []
      if (kind === 'amount')
        return [[name, plainDecimals(BigInt(String(value)), decimalsOf(currency))]]
      if (typeof value !== 'object' || value === null) return [[name, String(value)]]
      return Object.entries(value).map(([language, text]) => [`${name}.${language}`, String(text)])
    }),
  )
}

/** An overdraft is written with a minus sign. */
function signedAmount(text: string, currency: Currency) {
  const [, minus, size = ''] = /^([-−]?)(.*)$/.exec(text) ?? []
  const amount = parseAmount(size, currency)
  return amount.kind === 'amount' && minus ? { ...amount, minor: -amount.minor } : amount
}
