import { Button, errorOf, Field } from '../../../platform/ui/components.tsx'
import { useTexts } from '../../texts/texts.ts'
import type { Account } from '../account.ts'
import type { Typed } from '../shown.tsx'

type Props = Readonly<{ account: Account }> & Typed

/** The addresses that were proven, which of them mails go to, and a form for another one. */
export const AddressList = ({ account, email, errors }: Props) => {
  const { words } = useTexts()
  const main = account.main?.trim().toLowerCase()
  return (
    <>
      <ul class="plain">
        {account.addresses.proven.map((address) => (
          <li>
            <span>{address}</span>{' '}
            {address === main ? (
              <span class="soft small">{words('account.main')}</span>
            ) : (
              <form method="post" action="/account/addresses/main" class="inline">
                <input type="hidden" name="email" value={address} />
                <button type="submit" class="link">
                  {words('account.make_main')}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      <form method="post" action="/account/addresses" class="stack" novalidate>
        <Field
          name="email"
          label={words('account.add_address')}
          hint={words('account.add_hint')}
          type="email"
          autocomplete="email"
          required
          value={email}
          error={errorOf(errors, 'email')}
        />
        <Button kind="quiet">{words('account.add_send')}</Button>
      </form>
    </>
  )
}
