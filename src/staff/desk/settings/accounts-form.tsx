import { type AccountKey, type Accounts, accountKeys } from '../../../finance/journal/account.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import { Button, ErrorSummary } from '../../../platform/ui/components.tsx'
import { capitalised } from '../figures.tsx'
import type { Sent } from './setting-form.ts'

type AccountsProps = Readonly<{
  accounts: Accounts
  /** What was typed and refused, by the fields' names. */
  values: Sent
  errors: readonly FieldError[]
}>

/** What the journal calls each account, as the newsroom's own books name it. */
export const AccountsForm = ({ accounts, values, errors }: AccountsProps) => (
  <section class="stack" id="accounts">
    <h2>Accounts of the journal</h2>
    <p class="soft">
      The numbers and names that your accounting program knows. The journal for Xero, QuickBooks and
      DATEV is made with them.
    </p>
    <ErrorSummary title="The accounts stay as they were" errors={errors} />
    <details open={errors.length > 0}>
      <summary>{accountKeys.length} accounts</summary>
      <form method="post" action="/desk/settings/accounts" class="stack">
        <div class="scroll">
          <table class="data">
            <caption>Accounts</caption>
            <thead>
              <tr>
                <th scope="col">Of</th>
                <th scope="col">Number</th>
                <th scope="col">Name</th>
              </tr>
            </thead>
            <tbody>
              {accountKeys.map((key) => (
                <tr>
                  <th scope="row">{capitalised(key)}</th>
                  <td>
                    <Part {...{ accounts, values, of: key }} part="number" size={8} />
                  </td>
                  <td>
                    <Part {...{ accounts, values, of: key }} part="name" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <Button kind="quiet">Keep these accounts</Button>
      </form>
    </details>
  </section>
)

type PartProps = Pick<AccountsProps, 'accounts' | 'values'> &
  Readonly<{ of: AccountKey; part: 'number' | 'name'; size?: number }>

const Part = ({ accounts, values, of, part, ...input }: PartProps) => {
  const name = `accounts.${of}.${part}`
  return (
    <input
      class="input"
      id={name}
      name={name}
      aria-label={`${capitalised(part)} of ${capitalised(of)}`}
      value={values[name] ?? accounts[of][part]}
      {...input}
    />
  )
}
