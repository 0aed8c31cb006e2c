import type { AddressRequest } from '../../../members/address-requests.ts'
import { Button } from '../../../platform/ui/components.tsx'
import { useTexts } from '../../texts/texts.ts'

type Props = Readonly<{ request: AddressRequest; token: string }>

/** What the question's link opens; only the button says yes. */
export const ConfirmJoining = ({ request, token }: Props) => {
  const { words } = useTexts()
  const named = { asker: request.asked_by, email: request.email }
  return (
    <div class="stack">
      <h1>{words('account.confirm_title')}</h1>
      <p>{words('account.confirm_about', named)}</p>
      <p>{words('account.confirm_only')}</p>
      <form method="post" action="/account/addresses/confirm">
        <input type="hidden" name="token" value={token} />
        <Button>{words('account.confirm_yes')}</Button>
      </form>
    </div>
  )
}

/** After the answer, for whoever opened the mail, signed in or not. */
export const Joined = ({ email }: { email: string }) => {
  const { words } = useTexts()
  return (
    <div class="stack">
      <h1>{words('account.confirm_done', { email })}</h1>
      <p>
        <a href="/account">{words('account.title')}</a>
      </p>
    </div>
  )
}
