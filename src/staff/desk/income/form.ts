import { type NewIncome, newIncome } from '../../../ledger/income/new-income.ts'
import { fieldErrors } from '../../../platform/http/parsed.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import { parseAmount } from '../../../platform/money/amount.ts'
import { currencyOf } from '../../../platform/money/currency.ts'
import { toldInEnglish } from '../../../platform/ui/texts/frame.ts'

/** The fields as a person filled them in; amounts in major units, as they write them. */
export type IncomeFields = Readonly<Record<string, string>>
export type ReadIncome =
  | { kind: 'income'; income: NewIncome }
  | { kind: 'refused'; errors: readonly FieldError[] }

/** The form as an income, or what is wrong beside each field, all of it at once. */
export function readIncome(fields: IncomeFields): ReadIncome {
  const { amount = '', fee = '', estimated, ...named } = fields
  const paid = minorOf('amount', amount, named.currency ?? '')
  const cost = fee === '' ? { minor: undefined } : minorOf('fee', fee, named.currency ?? '')
  const filled = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== ''))
  const parsed = newIncome.safeParse({
    ...filled,
    amount_minor: paid.minor ?? '0',
    ...(cost.minor === undefined ? {} : { fee_minor: cost.minor }),
    estimated: estimated !== undefined,
  })
  const errors = [
    ...[paid, cost].flatMap(({ error }) => error ?? []),
    ...(parsed.success ? [] : parsed.error.issues.flatMap(fieldErrors)),
  ]
  return parsed.success && errors.length === 0
    ? { kind: 'income', income: parsed.data }
    : { kind: 'refused', errors: errors.map(onForm) }
}

type Minor = { minor: string | undefined; error?: FieldError }

/** An unknown currency is told beside its own field; the amount is then judged with two decimals. */
function minorOf(field: string, text: string, code: string): Minor {
  const currency = currencyOf(code) ?? currencyOf('EUR')
  if (currency === null) throw new TypeError('EUR is a currency')
  const amount = parseAmount(text, currency)
  return amount.kind === 'amount'
    ? { minor: String(amount.minor) }
    : { minor: undefined, error: { field, message: toldInEnglish(amount.why) } }
}

/** The form's name of a field: it takes major units where the ledger takes minor ones. */
function onForm({ field, message }: FieldError): FieldError {
  return { field: field.replace(/_minor$/, ''), message }
}
