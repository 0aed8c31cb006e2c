import { type Accounts, accountKeys } from '../../../finance/journal/account.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import { Button, ErrorSummary } from '../../../platform/ui/components.tsx'
import { capitalised } from '../figures.tsx'

type AccountsProps = Readonly<{ accounts: Accounts; errors: readonly FieldError[] }>

/** What the journal calls each account, as the newsroom's own books name it. */
export const AccountsForm = ({ accounts, errors }: AccountsProps) => (
  <section class="stack" id="accounts">
    <h2>Accounts of the journal</h2>
    <p class="soft">
      Numbers and names as your accounting program knows them. The journal for Xero, QuickBooks and
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
                    <input
                      class="input"
                      id={`accounts.${key}.number`}
                      name={`accounts.${key}.number`}
                      aria-label={`Number of ${capitalised(key)}`}
                      size={8}
                      value={accounts[key].number}
                    />
                  </td>
                  <td>
                    <input
                      class="input"
                      id={`accounts.${key}.name`}
                      name={`accounts.${key}.name`}
                      aria-label={`Name of ${capitalised(key)}`}
                      value={accounts[key].name}
                    />
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
