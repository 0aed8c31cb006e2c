import { PasskeyButton } from '../../sign-in/passkey-button.tsx'
import { useTexts } from '../../texts/texts.ts'
import type { Account } from '../account.ts'

/** The passkeys of this sign-in, and a way to another; without scripts only what there is to remove. */
export const Passkeys = ({ passkeys, zone }: Pick<Account, 'passkeys' | 'zone'>) => {
  const { words, day } = useTexts()
  return (
    <section class="stack" id="passkeys">
      <h2>{words('account.passkey')}</h2>
      <p>{words('account.passkey_about')}</p>
      <ul class="plain">
        {passkeys.map(({ id, created_at }) => (
          <li>
            <span>
              {words('account.passkey_known', {
                day: created_at === null ? '' : day(created_at, zone),
              })}
            </span>{' '}
            <form method="post" action="/account/passkeys/remove" class="inline">
              <input type="hidden" name="id" value={id} />
              <button type="submit" class="link">
                {words('account.passkey_remove')}
              </button>
            </form>
          </li>
        ))}
      </ul>
      <PasskeyButton path="/account/passkeys" isNew failed={words('account.passkey_failed')}>
        {words('account.passkey_add')}
      </PasskeyButton>
    </section>
  )
}
