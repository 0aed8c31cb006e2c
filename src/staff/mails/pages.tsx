import type { Mail } from '../../platform/mail/mailer.ts'
import type { ShownMails } from '../../platform/mail/shown.ts'
import { DataTable } from '../../platform/ui/data-table.tsx'
import {
  type FormOfAddress,
  formsOfAddress,
  type Language,
  languages,
  ownNames,
} from '../../platform/ui/texts/language.ts'

/** All kinds, each in every language. */
export const MailList = ({ kinds }: Pick<ShownMails, 'kinds'>) => (
  <>
    <h1>What readers are mailed</h1>
    <p class="soft">
      Each mail with made-up facts, the way it leaves. A person gets it once for each thing that
      happened, in the language that they read.
    </p>
    <DataTable
      caption="Mails"
      narrow="cards"
      columns={[{ label: 'Mail', lead: true }, 'Read it in']}
      rows={kinds.map(({ name, title }) => [title, <Languages name={name} />])}
    />
  </>
)

const Languages = ({ name }: { name: string }) => (
  <>
    {languages.map((language, place) => (
      <>
        {place === 0 ? '' : ' · '}
        <a href={`/desk/mails/${name}?language=${language}`} lang={language}>
          {ownNames[language]}
        </a>
      </>
    ))}
  </>
)

type MailPageProps = Readonly<{
  name: string
  title: string
  mail: Mail
  language: Language
  form: FormOfAddress | undefined
}>

/** One mail: as a mail program shows it, and its words alone. */
export const MailPage = ({ name, title, mail, language, form }: MailPageProps) => {
  const query = new URLSearchParams({ language, ...(form === undefined ? {} : { form }) })
  return (
    <>
      <p>
        <a href="/desk/mails">All mails</a>
      </p>
      <h1>{title}</h1>
      <p>
        <Languages name={name} />
      </p>
      <p>
        {formsOfAddress.map((each) => (
          <>
            <a href={`/desk/mails/${name}?language=${language}&form=${each}`}>{each}</a>{' '}
          </>
        ))}
      </p>
      <dl class="facts">
        <dt>Subject</dt>
        <dd lang={language}>{mail.subject}</dd>
      </dl>
      <h2>As HTML</h2>
      <iframe
        class="letter-frame"
        title={`${title}, as HTML`}
        src={`/desk/mails/${name}/html?${query}`}
      />
      <h2>As text</h2>
      <pre class="letter-text" lang={language} tabindex={0}>
        {mail.text}
      </pre>
    </>
  )
}
