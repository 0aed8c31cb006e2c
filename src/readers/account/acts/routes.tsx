import * as z from 'zod'
import { actNamed } from '../../../members/membership-acts.ts'
import { acts } from '../../../members/phase.ts'
import { moneyIn } from '../../../platform/money/money.ts'
import { readerPages } from '../../../platform/ui/page.tsx'
import type { Held } from '../../../stripe/acts/held.ts'
import { perform } from '../../../stripe/acts/perform.ts'
import { runningOf } from '../../../stripe/acts/return.ts'
import type { Sent } from '../../checkout/sent.ts'
import type { Texts } from '../../texts/texts.ts'
import { accountRoutesWith, readersOnly } from '../signed-in.ts'
import { answer, shown } from './answer.tsx'
import { cardPages } from './card.tsx'
import type { ActContext, ActDeps } from './context.ts'
import { DonePage, doneTitle } from './done.tsx'
import { type Fields, fieldsOf, postedFields } from './fields.ts'
import { namedRow } from './named-row.ts'
import { owedPages } from './owed.tsx'
import { offersNow, subjectOf } from './subject.ts'
import { heldAt, notOwn, viewOf } from './view.ts'
import { WhichPage } from './which.tsx'
import { type WishedAct, wishIn } from './wish.ts'

const wished = acts.filter((act): act is WishedAct => act !== 'card' && act !== 'pay')
const ofWished = z.enum(wished)
const path = `/:act{${wished.join('|')}}` as const

/**
 * Mounted at `/account`: what members do with their own memberships. GET shows what would happen and
 * changes nothing; POST does it. Nothing needs a script.
 */
export const actPages = accountRoutesWith<ActDeps>()
  .use(path, readersOnly, readerPages)
  .get(path, async (c) => {
    const act = ofWished.parse(c.req.param('act'))
    return lookAt(c, act)
  })
  .post(path, async (c) => {
    const act = ofWished.parse(c.req.param('act'))
    return doIt(c, act)
  })
  .get('/done', readersOnly, readerPages, (c) => tellDone(c))
  .route('/card', cardPages)
  .route('/pay', owedPages)

async function lookAt(c: ActContext, act: WishedAct) {
  const { deps, reader } = c.var
  const texts = c.var.texts
  const asked = fieldsOf(c.req.query())
  const subject = await subjectOf(deps, reader, { act, subscription: asked.subscription })
  switch (subject.kind) {
    case 'not_found':
      throw notOwn(texts)
    case 'none':
    case 'several': {
      const rows = subject.kind === 'several' ? subject.rows : []
      const title = texts.words(rows.length > 0 ? 'acts.which_title' : `acts.${act}_title`)
      return c.render(<WhichPage act={act} title={title} rows={rows} fields={asked} />, { title })
    }
    case 'one': {
      const held = await heldAt(deps, subject.row.id, texts)
      const fields = { ...usualFields(act, held), ...asked }
      const view = await viewOf(deps, { act, held, fields, texts })
      return shown(c, view, texts, view.errors.length > 0 ? 422 : 200)
    }
  }
}

/** From a month to a year or back there is nothing to choose but the amount. */
function usualFields(act: WishedAct, { frequency }: Held): Fields {
  if (act !== 'frequency' || frequency === 'other') return {}
  return { frequency: frequency === 'monthly' ? 'yearly' : 'monthly' }
}

async function doIt(c: ActContext, act: WishedAct) {
  const { deps, reader } = c.var
  const texts = c.var.texts
  const { sent, fields } = await postedFields(c, texts)
  const row = await namedRow(c, act, fields.subscription)
  const [now, zone, offers] = [
    deps.clock.now(),
    deps.config.reportingTimezone,
    await offersNow(deps),
  ]
  const known = { amount: moneyIn(row), frequency: row.frequency, periodEnd: row.period_end }
  const beside = { ...known, offers, now, zone, texts }
  const read = wishIn(act, fields, beside)
  if (read.kind !== 'wish') {
    const errors = read.kind === 'wrong' ? read.errors : [missing(act, texts, sent)]
    return answer(c, {
      act,
      fields,
      texts,
      subscription: row.id,
      outcome: { kind: 'wrong', errors },
    })
  }
  const form = formNamed(fields.form) ?? deps.ids.next('form')
  const outcome = await perform(deps, {
    ...{ id: form, who: reader.person, person: reader.person, subscription: row.id },
    ...{ expected: fields.expected ?? null, wish: read.wish },
  })
  return answer(c, { act, fields: { ...fields, form }, texts, subscription: row.id, outcome })
}

/** Our own names of forms, so that no text of a stranger's becomes a key. */
function formNamed(text: string | undefined): string | null {
  return text !== undefined && /^form_\w{1,40}$/.test(text) ? text : null
}

/** What has to be said; a form's empty text field is where an amount is looked for. */
function missing(act: WishedAct, { words }: Texts, sent: Sent) {
  switch (act) {
    case 'pause':
      return { field: 'until', message: words('acts.pause_missing') }
    case 'frequency':
    case 'return':
      return { field: 'frequency', message: words('acts.frequency_wrong') }
    default:
      return {
        field: sent.amount_other === undefined ? 'amount' : 'amount_other',
        message: words('amount.empty'),
      }
  }
}

/** What an act has come to, by its form: true also when it is opened again. */
async function tellDone(c: ActContext) {
  const { deps, reader } = c.var
  const texts = c.var.texts
  const id = formNamed(c.req.query('form')) ?? ''
  const done = await actNamed(deps.reader, { member_id: reader.person, id })
  const act = ofWished.safeParse(done?.act)
  if (done === null || done.outcome !== 'done' || !act.success) return c.redirect('/account', 303)
  const own = await subjectOf(deps, reader, { act: act.data, subscription: done.subscription })
  if (own.kind !== 'one') return c.redirect('/account', 303)
  const before = await heldAt(deps, done.subscription, texts)
  const held = act.data === 'return' ? ((await runningOf(deps.stripe, before)) ?? before) : before
  const { next, zone } = await viewOf(deps, { act: 'stay', held, fields: {}, texts })
  const title = doneTitle(texts, { act: act.data, held })
  return c.render(<DonePage act={act.data} held={held} next={next} zone={zone} />, { title })
}
