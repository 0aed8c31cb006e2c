import type { Accounts } from '../../../finance/journal/account.ts'
import type { Declaration } from '../../../finance/settings/declaration.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import type { Currency } from '../../../platform/money/currency.ts'
import { Notice } from '../../../platform/ui/components.tsx'
import { AccountsForm } from './accounts-form.tsx'
import { type RateSource, RatesForm } from './rates-form.tsx'
import { SettingSection } from './section.tsx'
import type { Sent, SettingForm } from './setting-form.ts'

/** A form that came back: which, what was in it, and what is wrong with it. */
export type Refused = Readonly<{ path: string; values: Sent; errors: readonly FieldError[] }>

type SettingsProps = Readonly<{
  settings: readonly Readonly<{ form: SettingForm; history: readonly Declaration<object>[] }>[]
  names: ReadonlyMap<string, string>
  accounts: Accounts
  rates: readonly RateSource[]
  refused: Refused | null
  done: boolean
  zone: string
  currency: Currency
}>

/** What finance declares; each declaration stands beside the ones before it. */
export const SettingsPage = (props: SettingsProps) => {
  const { settings, names, accounts, rates, refused, done, zone, currency } = props
  const errorsOf = (path: string) => (refused?.path === path ? refused.errors : [])
  const valuesOf = (path: string) => (refused?.path === path ? refused.values : {})
  return (
    <>
      <h1>What finance declares</h1>
      <p class="soft">
        Which income is expected each month is declared with <a href="/desk/income">income</a>; what
        readers may give and get, with <a href="/desk/settings/offers">offers</a>; campaigns and the
        banner have <a href="/desk/campaigns">pages</a> of <a href="/desk/banner">their own</a>.
      </p>
      {done ? (
        <Notice tone="good">
          <p>Declared. It counts from the day it names, and stands in the audit log.</p>
        </Notice>
      ) : null}
      <nav class="ranges" aria-label="On this page">
        {settings.map(({ form }) => (
          <a href={`#${form.path}`}>{form.title}</a>
        ))}
        <a href="#rates">Exchange rates</a>
        <a href="#accounts">Accounts</a>
      </nav>
      {settings.map(({ form, history }) => (
        <SettingSection
          {...{ form, history, names, zone, currency }}
          values={valuesOf(form.path)}
          errors={errorsOf(form.path)}
        />
      ))}
      <RatesForm sources={rates} errors={errorsOf('rates')} />
      <AccountsForm
        accounts={accounts}
        values={valuesOf('accounts')}
        errors={errorsOf('accounts')}
      />
    </>
  )
}
