import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { remedyFor } from '../../../members/failure.ts'
import { type FieldError, invalid, Problem } from '../../../platform/http/problem.ts'
import { wantsHtml } from '../../../platform/http/wants-html.ts'
import { minorJson } from '../../../platform/money/money.ts'
import type { Held } from '../../../stripe/acts/held.ts'
import type { Acted } from '../../../stripe/acts/perform.ts'
import type { Texts } from '../../texts/texts.ts'
import { AgainPage } from './again.tsx'
import type { ActContext } from './context.ts'
import type { Fields } from './fields.ts'
import { ActPage, type ActView, actTitle } from './page.tsx'
import { heldAt, notOwn, viewOf } from './view.ts'
import type { WishedAct } from './wish.ts'

type Outcome = Acted | Readonly<{ kind: 'wrong'; errors: readonly FieldError[] }>
type Answered = Readonly<{
  act: WishedAct
  fields: Fields
  texts: Texts
  subscription: string
  outcome: Outcome
}>

/** Leads on to what was done, or shows the page again as things stand now, and says why. */
export async function answer(c: ActContext, answered: Answered) {
  const { texts, outcome, fields } = answered
  switch (outcome.kind) {
    case 'done':
      if (!wantsHtml(c)) return c.json(heldJson(outcome.held))
      return c.redirect(`/account/done?form=${fields.form ?? ''}`, 303)
    case 'wrong':
      if (!wantsHtml(c)) throw invalid(outcome.errors)
      return again(c, answered, { status: 422, errors: outcome.errors, notice: null })
    case 'not_found':
      throw notOwn(texts)
    default:
      return refused(c, answered, refusalOf(outcome, texts))
  }
}

type Refusal = Readonly<{ status: ContentfulStatusCode; code: string; detail: string }>

function refusalOf(
  outcome: Exclude<Acted, { kind: 'done' | 'not_found' }>,
  { words }: Texts,
): Refusal {
  switch (outcome.kind) {
    case 'changed':
      return { status: 409, code: 'changed', detail: words('acts.failed_changed') }
    case 'not_possible': {
      const isOwed = outcome.held.phase === 'failing'
      const detail = words(isOwed ? 'acts.failed_failing' : 'acts.failed_impossible')
      return { status: 409, code: 'not_possible', detail }
    }
    case 'declined': {
      const why = words(`mails.failure_${remedyFor(outcome.code)}`)
      return { status: 402, code: 'declined', detail: `${why} ${words('acts.failed_declined')}` }
    }
    case 'refused':
      return { status: 422, code: 'refused', detail: words('acts.failed_refused') }
    case 'busy':
      return { status: 409, code: 'busy', detail: words('acts.failed_busy') }
    case 'away':
      return { status: 502, code: 'stripe_unavailable', detail: words('acts.failed_away') }
  }
}

async function refused(c: ActContext, answered: Answered, { status, code, detail }: Refusal) {
  if (!wantsHtml(c)) throw new Problem(status, code, detail)
  if (answered.outcome.kind === 'away') return sendAgain(c, answered, detail)
  return again(c, answered, { status, errors: [], notice: detail })
}

type Again = Readonly<{
  status: ContentfulStatusCode
  errors: readonly FieldError[]
  notice: string | null
}>

/** The page with what was chosen, as things stand now. */
async function again(c: ActContext, answered: Answered, { status, errors, notice }: Again) {
  const { act, fields, texts, subscription, outcome } = answered
  const held = 'held' in outcome ? outcome.held : await heldAt(c.var.deps, subscription, texts)
  const told = { errors, notice, declined: outcome.kind === 'declined' }
  return shown(c, await viewOf(c.var.deps, { act, held, fields, texts, ...told }), texts, status)
}

/**
 * Stripe is silent, so nothing can be shown but the same form. It keeps its name where nobody knows what
 * it did, so that it does it once.
 */
function sendAgain(c: ActContext, { act, fields, texts, outcome }: Answered, notice: string) {
  const isUnknown = outcome.kind === 'away' && outcome.again
  const { form, ...others } = fields
  const title = actTitle(texts, act)
  c.status(502)
  return c.render(
    <AgainPage act={act} fields={isUnknown ? fields : others} title={title} notice={notice} />,
    { title },
  )
}

export function shown(c: ActContext, view: ActView, texts: Texts, status: ContentfulStatusCode) {
  c.status(status)
  return c.render(<ActPage {...view} />, { title: actTitle(texts, view.act) })
}

function heldJson({ id, phase, amount, frequency, endsAt, resumesAt, periodEnd }: Held) {
  return {
    ...{
      subscription: id,
      phase,
      amount_minor: minorJson(amount.minor),
      currency: amount.currency,
    },
    ...{ frequency, period_end: periodEnd, ends_at: endsAt, resumes_at: resumesAt },
  }
}
