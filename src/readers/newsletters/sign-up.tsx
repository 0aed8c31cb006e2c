import type { Newsletter } from '../../finance/settings/newsletters.ts'
import { Button, Field } from '../../platform/ui/components.tsx'
import { newsroom } from '../../platform/ui/newsroom.ts'
import { type Texts, useTexts } from '../texts/texts.ts'

/** What somebody agrees to who sends the form; kept with their agreement, word for word. */
export function wordingOf(list: Newsletter, { words, language }: Texts): string {
  return words('newsletters.consent', { list: list.name[language], newsroom: newsroom.name })
}

type SignUpProps = Readonly<{
  list: Newsletter
  nonce: string
  /** Where the form stands, kept with the agreement: `article`, `thanks`. */
  source: string
  email?: string
  error?: string | undefined
}>

/** One field and what is agreed to, in the language of the page around it. */
const SignUp = ({ list, nonce, source, email = '', error }: SignUpProps) => {
  const texts = useTexts()
  return (
    <form method="post" action={`/newsletters/${list.key}/subscribe`} class="sign-up" novalidate>
      <input type="hidden" name="nonce" value={nonce} />
      <input type="hidden" name="source" value={source} />
      <input type="hidden" name="language" value={texts.language} />
      <Field
        name="email"
        id={`email-${list.key}`}
        label={texts.words('newsletters.email')}
        type="email"
        autocomplete="email"
        required
        value={email}
        error={error}
      />
      <Button kind="quiet">{texts.words('newsletters.subscribe')}</Button>
      <p class="soft small">{wordingOf(list, texts)}</p>
    </form>
  )
}

/** A newsletter with its own form, where a page offers it beside other things. */
export const SignUpBox = (props: SignUpProps) => {
  const { language } = useTexts()
  const { key, name, about } = props.list
  return (
    <section class="newsletter" aria-labelledby={`newsletter-${key}`}>
      <h2 id={`newsletter-${key}`}>{name[language]}</h2>
      <p>{about[language]}</p>
      <SignUp {...props} />
    </section>
  )
}
