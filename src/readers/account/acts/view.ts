import { actsIn } from '../../../members/phase.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { type Held, markOf, readHeld } from '../../../stripe/acts/held.ts'
import { type Charges, previewOf } from '../../../stripe/acts/preview.ts'
import { knownMethod, type Return } from '../../../stripe/acts/return.ts'
import type { Wish } from '../../../stripe/acts/wish.ts'
import type { Texts } from '../../texts/texts.ts'
import type { ViewDeps } from './context.ts'
import type { Fields } from './fields.ts'
import type { ActView, Considered, Remedy } from './page.tsx'
import { offersNow } from './subject.ts'
import { type WishedAct, wishIn } from './wish.ts'

type Asked = Readonly<{
  act: WishedAct
  held: Held
  fields: Fields
  texts: Texts
  errors?: readonly FieldError[]
  notice?: string | null
  declined?: boolean
  /** The form that is shown again as it was, since nobody knows yet what it did. */
  form?: string
}>

/** What the page of an act shows of a membership as Stripe tells of it now. Throws 502 when it does not. */
export async function viewOf(deps: ViewDeps, asked: Asked): Promise<ActView> {
  const { act, held, fields, texts } = asked
  const [now, zone] = [deps.clock.now(), deps.config.reportingTimezone]
  const offers = await offersNow(deps)
  const isPossible = actsIn(held.phase).includes(act)
  const card = act === 'return' && isPossible ? await cardOf(deps, held, texts) : null
  const read = wishIn(act, fields, { ...held, offers, now, zone, texts })
  const isWished = isPossible && read.kind === 'wish' && (act !== 'return' || card !== null)
  const considered = isWished ? await consider(deps, asked, read.wish) : null
  return {
    ...{ act, held, fields, offers, now, zone, card },
    next: await nextOf(deps, held),
    errors: [
      ...(asked.errors ?? []),
      ...(read.kind === 'wrong' && !asked.errors ? read.errors : []),
    ],
    remedy: remedyOf(asked, { isPossible, card }),
    notice: asked.notice ?? noticeOf(asked, { isPossible, card }),
    considered: considered?.kind === 'considered' ? considered : null,
    ...(considered?.kind === 'refused' ? { notice: texts.words('acts.failed_refused') } : {}),
  }
}

type Weighed = (Considered & Readonly<{ kind: 'considered' }>) | Readonly<{ kind: 'refused' }>

async function consider(
  deps: ViewDeps,
  { held, texts, form }: Asked,
  wish: Wish | Return,
): Promise<Weighed> {
  const preview = await previewOf(deps, held, wish)
  if (preview.kind === 'away') throw stripeAway(texts)
  if (preview.kind === 'refused') return preview
  const named = form ?? deps.ids.next('form')
  return { kind: 'considered', wish, charges: preview.charges, form: named, mark: markOf(held) }
}

type Possible = Readonly<{ isPossible: boolean; card: object | null }>

function remedyOf({ act, held, declined }: Asked, { isPossible, card }: Possible): Remedy | null {
  if (declined) return 'card'
  if (!isPossible) return held.phase === 'failing' ? 'pay' : null
  return act === 'return' && card === null ? 'support' : null
}

function noticeOf({ act, held, texts }: Asked, { isPossible, card }: Possible): string | null {
  if (act === 'return' && isPossible && card === null) return texts.words('acts.return_no_card')
  if (isPossible) return null
  return texts.words(held.phase === 'failing' ? 'acts.failed_failing' : 'acts.failed_impossible')
}

async function cardOf({ stripe }: ViewDeps, held: Held, texts: Texts) {
  try {
    return await knownMethod(stripe, held)
  } catch (cause) {
    throw stripeAway(texts, cause)
  }
}

/** The next charge as things stand; of one that is paused, after its pause. */
async function nextOf(deps: ViewDeps, held: Held): Promise<Charges['next']> {
  if (held.phase !== 'running') return null
  const preview = await previewOf(deps, held, { act: 'stay' })
  return preview.kind === 'preview' ? preview.charges.next : null
}

/** The membership at Stripe. Throws 404 and 502. */
export async function heldAt({ stripe }: ViewDeps, id: string, texts: Texts): Promise<Held> {
  const read = await readHeld(stripe, id)
  if (read.kind === 'held') return read.held
  if (read.kind === 'away') throw stripeAway(texts)
  throw notOwn(texts)
}

export function stripeAway({ words }: Texts, cause?: unknown): Problem {
  return new Problem(502, 'stripe_unavailable', words('failed.away'), { cause })
}

export function notOwn({ words }: Texts): Problem {
  return new Problem(404, 'membership', words('acts.failed_not_found'))
}
