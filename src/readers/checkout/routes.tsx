import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { keyedHash } from '../../platform/auth/hash.ts'
import { clientAddress } from '../../platform/http/client-address.ts'
import { type FieldError, Problem } from '../../platform/http/problem.ts'
import { wantsHtml } from '../../platform/http/wants-html.ts'
import { readerPages } from '../../platform/ui/page.tsx'
import { prefillAsSent } from '../support/prefill.ts'
import { largestBody } from '../support/routes.tsx'
import { formOf, newNonce, type SupportDeps, showSupport } from '../support/shown.tsx'
import { type ReaderEnv, readersWith } from '../texts/routes.ts'
import type { Opened } from './open.ts'
import { type PlacingDeps, placeOrder, type Sender } from './place.ts'
import { errorsOnForm, type Refusal } from './refusal.ts'
import { isJson, type Sent, sentFields, textIn } from './sent.ts'

export type CheckoutDeps = SupportDeps &
  Omit<PlacingDeps, 'texts'> &
  Readonly<{ config: Readonly<{ trustedProxy: string | null }> }>

/** Mounted at `/checkout`. */
export const checkoutRoutes = readersWith<CheckoutDeps>()
  .get('/', (c) => c.redirect('/support', 303)) // a form shown again, reloaded by its address
  .get('/nonce', async (c) => {
    c.header('cache-control', 'no-store')
    return c.json({ nonce: await newNonce(c.var.deps) })
  })
  .post('/', bodyLimit({ maxSize: largestBody }), readerPages, async (c) => {
    c.header('cache-control', 'no-store')
    const sent = await sentFields(c, c.var.texts)
    const placed = await placeOrder({ ...c.var.deps, texts: c.var.texts }, sent, await senderOf(c))
    return placed.kind === 'refused' ? formAgain(c, sent, placed) : toPayment(c, placed)
  })

type CheckoutContext = Context<ReaderEnv<CheckoutDeps>>

export async function senderOf(c: CheckoutContext): Promise<Sender> {
  const { appSecret, trustedProxy } = c.var.deps.config
  const address = clientAddress(c, trustedProxy)
  return { key: await keyedHash(appSecret, `checkout ${address}`), address }
}

/** To Stripe's page, or, where that is paid already, to our thanks for it. */
export function toPayment(
  c: CheckoutContext,
  placed: Extract<Opened, { kind: 'opened' | 'paid' }>,
) {
  const { baseUrl } = c.var.deps.config
  const { id } = placed
  const url = placed.kind === 'opened' ? placed.url : `${baseUrl}/thank-you?session_id=${id}`
  if (!wantsJson(c)) return c.redirect(url, 303)
  return c.json({ id, url }, placed.kind === 'opened' ? 201 : 200)
}

/** Who sent JSON or asks for it; a plain form from anywhere is led on, whatever it accepts. */
function wantsJson(c: CheckoutContext): boolean {
  return !wantsHtml(c) && (isJson(c) || /\bjson\b/i.test(c.req.header('accept') ?? ''))
}

/** The form with everything as it was typed, what is wrong beside it, and a nonce that will do. */
async function formAgain(c: CheckoutContext, sent: Sent, refusal: Refusal) {
  const { deps, texts } = c.var
  const { nonce: kept, ...told } = toldOnForm(c, sent, refusal)
  const { nonce, offers } = await formOf(deps, kept)
  const prefill = prefillAsSent(sent, { ...deps.config, offers, texts })
  return showSupport(c, { prefill, offers, nonce, ...told })
}

type ToldOnForm = Readonly<{
  /** The form's own while it may be sent again under it, else empty. */
  nonce: string
  errors: readonly FieldError[]
  proof: string | undefined
}>

/** Sets the status and answers what the form shows of a refusal; throws the problem for a program. */
export function toldOnForm(c: CheckoutContext, sent: Sent, refusal: Refusal): ToldOnForm {
  const { status, code, detail, errors, proof } = refusal
  if (!wantsHtml(c)) throw new Problem(status, code, detail, { errors })
  c.status(status)
  return {
    nonce: refusal.nonce === 'kept' ? textIn(sent, 'nonce') : '',
    errors: errors.length > 0 ? errorsOnForm(errors) : [{ field: 'main', message: detail }],
    proof,
  }
}
