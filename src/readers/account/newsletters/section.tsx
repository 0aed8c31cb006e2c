import type { Newsletter } from '../../../finance/settings/newsletters.ts'
import { Button } from '../../../platform/ui/components.tsx'
import { useTexts } from '../../texts/texts.ts'

/** A list that is offered, or that this address gets; `on` when it does. */
export type OwnNewsletter = Newsletter & Readonly<{ on: boolean }>

type Props = Readonly<{ email: string; newsletters: readonly OwnNewsletter[] }>

/** A reader's own newsletters, each on or off, for the address they are signed in with. */
export const OwnNewsletters = ({ email, newsletters }: Props) => {
  const { words, language } = useTexts()
  if (newsletters.length === 0) return null
  return (
    <section class="stack" id="newsletters">
      <h2>{words('newsletters.own')}</h2>
      <form method="post" action="/account/newsletters" class="stack">
        <fieldset class="field">
          <legend>{words('newsletters.own_legend', { email })}</legend>
          {newsletters.map(({ key, name, about, on }) => (
            <label class="choice">
              <input type="checkbox" name="list" value={key} checked={on} />
              <span>{name[language]}</span>
              <span class="soft small">{about[language]}</span>
            </label>
          ))}
        </fieldset>
        <Button kind="quiet">{words('newsletters.own_save')}</Button>
      </form>
    </section>
  )
}
