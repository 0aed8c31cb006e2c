import { Notice } from '../../../platform/ui/components.tsx'
import { readerPages } from '../../../platform/ui/page.tsx'
import { openCardPage } from '../../../stripe/acts/card-page.ts'
import { useTexts } from '../../texts/texts.ts'
import { accountRoutesWith, readersOnly } from '../signed-in.ts'
import { actAddress } from './acts.tsx'
import { Hidden } from './confirm.tsx'
import type { ActDeps } from './context.ts'
import { fieldsOf, postedFields } from './fields.ts'
import { namedRow } from './named-row.ts'
import { Told } from './page.tsx'
import { subjectOf } from './subject.ts'
import { heldAt, notOwn, stripeAway } from './view.ts'
import { WhichPage } from './which.tsx'

/** Mounted at `/account/card`: the way to Stripe's page for the card, and back from it. */
export const cardPages = accountRoutesWith<ActDeps>()
  .use(readersOnly, readerPages)
  .get('/', async (c) => {
    const texts = c.var.texts
    const fields = fieldsOf(c.req.query())
    const asked = { act: 'card', subscription: fields.subscription } as const
    const subject = await subjectOf(c.var.deps, c.var.reader, asked)
    if (subject.kind === 'not_found') throw notOwn(texts)
    const title = texts.words(subject.kind === 'several' ? 'acts.which_title' : 'acts.card_title')
    if (subject.kind !== 'one') {
      const rows = subject.kind === 'several' ? subject.rows : []
      return c.render(<WhichPage act="card" title={title} rows={rows} fields={fields} />, { title })
    }
    const { id } = subject.row
    const isBack = fields.back !== undefined
    return c.render(<CardPage subscription={id} title={title} isBack={isBack} />, { title })
  })
  .post('/', async (c) => {
    const { stripe, config } = c.var.deps
    const texts = c.var.texts
    const { subscription } = (await postedFields(c, texts)).fields
    const { id } = await namedRow(c, 'card', subscription)
    const held = await heldAt(c.var.deps, id, texts)
    const back = actAddress('card', { subscription: held.id, back: '1' })
    const opened = await openCardPage(stripe, {
      customer: held.customer,
      returnUrl: config.baseUrl + back,
      language: texts.language,
    })
    if (opened.kind === 'away') throw stripeAway(texts)
    if (opened.kind === 'not_found') throw notOwn(texts)
    return c.redirect(opened.url, 303)
  })

type Props = Readonly<{ subscription: string; title: string; isBack: boolean }>

const CardPage = ({ subscription, title, isBack }: Props) => {
  const { words } = useTexts()
  return (
    <Told title={title}>
      {isBack ? (
        <Notice tone="good">
          <p role="status">{words('acts.card_back')}</p>
        </Notice>
      ) : null}
      <p class="lead">{words('acts.card_then')}</p>
      <form method="post" action="/account/card">
        <Hidden values={{ subscription }} />
        <button type="submit" class={isBack ? 'button quiet wide' : 'button wide'}>
          {words('acts.card_do')}
        </button>
      </form>
    </Told>
  )
}
