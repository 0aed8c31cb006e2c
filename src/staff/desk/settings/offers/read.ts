import { frequencies, placesOfText } from '../../../../members/offers/offers.ts'
import type { FieldError } from '../../../../platform/http/problem.ts'
import { parseAmount } from '../../../../platform/money/amount.ts'
import { type Currency, currencyOf } from '../../../../platform/money/currency.ts'
import { minorJson } from '../../../../platform/money/money.ts'
import { toldInEnglish } from '../../../../platform/ui/texts/frame.ts'
import { languages } from '../../../../platform/ui/texts/language.ts'
import { type Fields, rowsOf } from './fields.ts'

/** The form as a program would have sent it. */
export type ReadOffers = Readonly<{
  sent: object
  /** What is no amount, by the form's names. */
  errors: readonly FieldError[]
  /** The form's name of what stands at a place in `sent`. */
  nameOf: (path: readonly PropertyKey[]) => string
}>

/** Rows without a key, and currencies that are not ticked, are left out: so a row is removed. */
export function readOffers(fields: Fields): ReadOffers {
  const form = formOf(fields)
  const currencies = readCurrencies(form)
  const tiers = readTiers(
    form,
    currencies.map(({ value }) => value.currency),
  )
  const benefits = readBenefits(form)
  const valuesOf = (rows: readonly Row[]) => rows.map(({ value }) => value)
  return {
    errors: form.errors,
    nameOf: (path) => nameIn({ currencies, tiers, benefits }, path),
    sent: {
      ...{ currencies: valuesOf(currencies), tiers: valuesOf(tiers) },
      ...{ benefits: valuesOf(benefits), texts: readTexts(form) },
    },
  }
}

/** What was typed, and what of it is no amount. */
function formOf(fields: Fields) {
  const errors: FieldError[] = []
  const said = (name: string) => fields[name]?.trim() ?? ''
  return {
    ...{ fields, errors, said },
    phrase: (name: string) =>
      Object.fromEntries(languages.map((language) => [language, said(`${name}.${language}`)])),
    minor: (name: string, currency: Currency, text = said(name)) => {
      const amount = parseAmount(text, currency)
      if (amount.kind === 'amount') return minorJson(amount.minor)
      errors.push({ field: name, message: toldInEnglish(amount.why) })
      return 0
    },
  }
}
type Form = ReturnType<typeof formOf>

function readCurrencies(form: Form) {
  return rowsOf(form.fields, 'currencies').flatMap((row) => {
    const name = `currencies.${row}`
    const code = form.said(`${name}.currency`)
    if (code === '' || form.said(`${name}.offered`) === '') return []
    const currency = currencyOf(code)
    if (currency === null) {
      form.errors.push({
        field: `${name}.currency`,
        message: 'This is no currency code, like EUR.',
      })
      return []
    }
    const card_fee_minor = form.minor(`${name}.card_fee`, currency)
    const rhythms = frequencies.map((of) => [of, readRhythm(form, `${name}.${of}`, currency)])
    return [{ row, value: { currency, card_fee_minor, ...Object.fromEntries(rhythms) } }]
  })
}

function readRhythm(form: Form, name: string, currency: Currency) {
  const presets = form.said(`${name}.presets`).split(/[\s;]+/)
  return {
    least_minor: form.minor(`${name}.least`, currency),
    most_minor: form.minor(`${name}.most`, currency),
    presets_minor: presets
      .filter(Boolean)
      .map((text) => form.minor(`${name}.presets`, currency, text)),
  }
}

function readTiers(form: Form, currencies: readonly Currency[]) {
  return rowsOf(form.fields, 'tiers').flatMap((row) => {
    const name = `tiers.${row}`
    const key = form.said(`${name}.key`)
    const from = currencies.flatMap((currency) => readPrice(form, `${name}.from`, currency))
    return key === '' ? [] : [{ row, value: { key, name: form.phrase(`${name}.name`), from } }]
  })
}

/** Both or none: an empty currency is one that the level is not held in. */
function readPrice(form: Form, from: string, currency: Currency) {
  const [monthly, yearly] = [`${from}.${currency}.monthly`, `${from}.${currency}.yearly`] as const
  if (form.said(monthly) === '' && form.said(yearly) === '') return []
  const prices = {
    monthly_minor: form.minor(monthly, currency),
    yearly_minor: form.minor(yearly, currency),
  }
  return [{ currency, ...prices }]
}

function readBenefits(form: Form) {
  return rowsOf(form.fields, 'benefits').flatMap((row) => {
    const name = `benefits.${row}`
    const [key, from] = [form.said(`${name}.key`), form.said(`${name}.from`)]
    return key === '' ? [] : [{ row, value: { key, from, text: form.phrase(`${name}.text`) } }]
  })
}

/** A text that is empty in every language is ours. */
function readTexts(form: Form): object {
  const said = placesOfText.filter((place) =>
    languages.some((language) => form.said(`texts.${place}.${language}`) !== ''),
  )
  return Object.fromEntries(said.map((place) => [place, form.phrase(`texts.${place}`)]))
}

type Row = Readonly<{ row: number; value: object }>
type Lists = Readonly<Record<'currencies' | 'tiers' | 'benefits', readonly Row[]>>

/** `['tiers', 0, 'from', 1, 'monthly_minor']` is `tiers.0.from.USD.monthly` on the form. */
function nameIn(lists: Lists, [list, index, ...rest]: readonly PropertyKey[]): string {
  const rows = list === 'currencies' || list === 'tiers' || list === 'benefits' ? lists[list] : []
  const found = typeof index === 'number' ? rows[index] : undefined
  const words = rest.flatMap((part) => {
    if (typeof part !== 'number') return [String(part).replace(/_minor$/, '')]
    const currency = found === undefined ? null : currencyAt(found.value, part)
    return currency === null ? [] : [currency]
  })
  return [String(list), found?.row ?? index, ...words]
    .filter((part) => part !== undefined)
    .join('.')
}

/** Of a level’s prices the currency of one; null for lists that have none. */
function currencyAt(tier: object, at: number): string | null {
  const from: unknown = 'from' in tier ? tier.from : null
  const one: unknown = Array.isArray(from) ? from[at] : undefined
  const isPriced = typeof one === 'object' && one !== null && 'currency' in one
  return isPriced ? String(one.currency) : null
}
