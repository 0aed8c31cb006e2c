import { cashSetting } from '../../../finance/settings/cash.ts'
import { dunningSetting } from '../../../finance/settings/dunning.ts'
import { issuerSetting } from '../../../finance/settings/issuer.ts'
import { productSetting } from '../../../finance/settings/product.ts'
import { receiptWordingSetting, wordingKey } from '../../../finance/settings/receipt-wording.ts'
import { taxKey, taxSetting } from '../../../finance/settings/tax.ts'
import { settingKey } from '../../../finance/settings/terms.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import { languages } from '../../../platform/ui/texts/language.ts'
import { type Sent, type SettingField, type SettingForm, settingForm } from './setting-form.ts'

const currency: SettingField = {
  name: 'currency',
  label: 'Currency',
  hint: 'Empty: the books’ own',
  kind: 'text',
}
const from: SettingField = {
  name: 'from',
  label: 'From the day on',
  hint: 'Empty: from the beginning',
  kind: 'day',
}

/** What finance declares, in the order of the page. */
export const settingForms: readonly SettingForm[] = [
  settingForm({
    path: 'cash',
    title: 'Cash and costs',
    about: 'What the forecast needs to say how long the cash lasts.',
    fields: [
      { name: 'cash', label: 'In the bank', kind: 'amount' },
      { name: 'monthly_costs', label: 'Costs of a month', kind: 'amount' },
      currency,
      { name: 'as_of', label: 'Counted on', kind: 'day' },
    ],
    setting: cashSetting,
    keyOf: () => '',
  }),
  settingForm({
    path: 'tax',
    title: 'Tax',
    about: 'Which tax payments hold. Revenue is always shown without it.',
    fields: [
      { name: 'regime', label: 'Payments', kind: ['included', 'none'] },
      { name: 'rate', label: 'Rate', hint: 'Like 0.20 for 20 %', kind: 'text' },
      { name: 'product', label: 'Of the product', hint: 'Empty: of all', kind: 'text' },
      {
        name: 'country',
        label: 'In the country',
        hint: 'Like DE; empty: everywhere',
        kind: 'text',
      },
      from,
    ],
    setting: taxSetting,
    keyOf: (_sent, tax) => taxKey(tax),
  }),
  settingForm({
    path: 'products',
    title: 'Products',
    about:
      'Whether a payment is a contribution, income when received; an exchange, earned day by day; or ' +
      'split, where the benefits are worth a part of it.',
    fields: [
      {
        name: 'key',
        label: 'Product',
        hint: 'membership, gift, or its id at Stripe',
        kind: 'text',
      },
      { name: 'treatment', label: 'Is', kind: ['contribution', 'exchange', 'split'] },
      { name: 'fair_value', label: 'Benefits worth', hint: 'Only where split', kind: 'amount' },
      currency,
      from,
    ],
    setting: productSetting,
    keyOf: keyIn,
  }),
  settingForm({
    path: 'dunning',
    title: 'Failed payments',
    about:
      'When Stripe tries a failed payment again is set at Stripe. Here stands how long a membership may ' +
      'stay unpaid before it is ended, and on which days we try ourselves where Stripe plans no try.',
    fields: [
      {
        name: 'grace_days',
        label: 'Days of grace',
        hint: 'Empty: as long as Stripe lets it',
        kind: 'whole',
      },
      {
        name: 'retry_days',
        label: 'Our own tries',
        hint: 'Days after the first failure, like 3, 5, 7; empty: none',
        kind: 'text',
      },
    ],
    setting: dunningSetting,
    keyOf: () => '',
  }),
  settingForm({
    path: 'issuer',
    title: 'Who gives out receipts',
    about: 'Stands at the head of every receipt and yearly statement from now on.',
    fields: [
      { name: 'name', label: 'Name', hint: 'Of the legal person', kind: 'text' },
      { name: 'address', label: 'Address', hint: 'In one line', kind: 'text' },
      { name: 'registration', label: 'Tax or register number', kind: 'text' },
    ],
    setting: issuerSetting,
    keyOf: () => '',
  }),
  settingForm({
    path: 'receipts',
    title: 'Receipts and tax',
    about:
      'What a receipt says about tax, by the payer’s country and language. Until this is declared it ' +
      'claims nothing: it confirms a payment and calls it no donation.',
    fields: [
      {
        name: 'country',
        label: 'In the country',
        hint: 'Like DE; empty: all others',
        kind: 'text',
      },
      { name: 'language', label: 'In the language', kind: languages },
      { name: 'counts_as', label: 'Counts there as', kind: ['payment', 'donation'] },
      { name: 'text', label: 'Wording', kind: 'text' },
    ],
    setting: receiptWordingSetting,
    keyOf: (_sent, wording) => wordingKey(wording),
  }),
]

/** What is declared has the name that the form says. */
export function keyIn(sent: Sent): string | FieldError {
  const key = settingKey.safeParse(sent.key ?? '')
  return key.success ? key.data : { field: 'key', message: 'Say of which.' }
}
