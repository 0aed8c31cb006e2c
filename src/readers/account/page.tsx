import { Button, Notice, SelectField } from '../../platform/ui/components.tsx'
import { languages, ownNames } from '../../platform/ui/texts/language.ts'
import { GiftsNote } from '../gifts/note.tsx'
import { useTexts } from '../texts/texts.ts'
import { Invitation } from '../thanks/invitation.tsx'
import type { Account } from './account.ts'
import { Acts } from './acts/acts.tsx'
import { AddressList } from './addresses/list.tsx'
import { GivenList } from './given.tsx'
import { Membership } from './membership.tsx'
import { OwnNewsletters } from './newsletters/section.tsx'
import { Passkeys } from './passkeys/list.tsx'
import type { Typed } from './shown.tsx'

type PageProps = Readonly<{
  account: Account
  isStaff: boolean
  notice: string | null
  typed: Typed
}>

/** What a person gives, gave, and may do about it. */
export const AccountPage = ({ account, isStaff, notice, typed }: PageProps) => {
  const { words } = useTexts()
  return (
    <div class="stack account">
      <h1>{words('account.title')}</h1>
      <p class="soft">{words('account.signed_in', { email: account.email })}</p>
      {notice === null ? null : <Notice tone="good">{notice}</Notice>}
      {isStaff ? (
        <p>
          <a href="/desk">{words('account.desk')}</a>
        </p>
      ) : null}
      <Holdings account={account} />
      <section class="stack" id="given">
        <h2>{words('account.gave')}</h2>
        <GivenList given={account.given} zone={account.zone} />
      </section>
      <section class="stack" id="addresses">
        <h2>{words('account.addresses')}</h2>
        <AddressList account={account} {...typed} />
      </section>
      <OwnNewsletters {...account} />
      <Passkeys passkeys={account.passkeys} zone={account.zone} />
      <LanguageForm account={account} />
      <OwnData />
    </div>
  )
}

const Holdings = ({ account }: Pick<PageProps, 'account'>) => {
  const { words } = useTexts()
  const { holdings, level, zone, whole } = account
  const isGranted = account.gifts.grantedUntil !== null
  return (
    <section class="stack" id="gives">
      <h2>{words('account.gives')}</h2>
      {whole ? null : <Notice>{words('account.joined')}</Notice>}
      <GiftsNote {...account.gifts} zone={zone} />
      {isGranted || holdings.some(({ phase }) => phase !== 'ended') ? null : (
        <p>
          {words('account.gives_nothing')} <a href="/support">{words('account.become')}</a>
        </p>
      )}
      {holdings.map((holding) => (
        <Membership holding={holding} zone={zone}>
          <Acts subscription={holding} />
        </Membership>
      ))}
      {account.invited === null ? null : (
        <Invitation amount={account.invited} refuse={{ action: '/account/once', fields: {} }} />
      )}
      {level === null ? null : <LevelNote level={level} />}
    </section>
  )
}

const LevelNote = ({ level }: { level: NonNullable<Account['level']> }) => {
  const { words, language } = useTexts()
  return (
    <div class="level">
      <p>{words('account.level', { level: level.name[language] })}</p>
      <ul class="answers">
        {level.benefits.map((benefit) => (
          <li>{benefit[language]}</li>
        ))}
      </ul>
    </div>
  )
}

const LanguageForm = ({ account }: { account: Account }) => {
  const { words, language } = useTexts()
  return (
    <section class="stack" id="language">
      <h2>{words('account.language')}</h2>
      <form method="post" action="/account/language" class="stack">
        <SelectField
          name="language"
          label={words('account.language_label')}
          options={languages.map((value) => ({ value, label: ownNames[value] }))}
          value={account.language ?? language}
        />
        <Button kind="quiet">{words('account.save')}</Button>
      </form>
    </section>
  )
}

const OwnData = () => {
  const { words } = useTexts()
  return (
    <section class="stack" id="data">
      <h2>{words('account.data')}</h2>
      <p>{words('account.data_about')}</p>
      <div class="row">
        <a class="button quiet" href="/account/data.json" download>
          {words('account.download')}
        </a>
        <a href="/account/erase">{words('account.erase')}</a>
      </div>
      <form method="post" action="/sign-out">
        <Button kind="quiet">{words('account.sign_out')}</Button>
      </form>
    </section>
  )
}
