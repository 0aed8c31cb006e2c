import { type Context, Hono } from 'hono'
import type { Outcome, Payment } from '../checkout/pay.ts'
import type { CheckoutSession } from '../objects/session.ts'
import { StripeError } from '../wire/error.ts'
import { billOf, sumOf } from './bill.ts'
import { type PayForm, payForm, paymentOf, wrongIn } from './filled-form.ts'
import type { Typed, Wrong } from './input.tsx'
import { AuthenticationPage, Notice, PayPage } from './pay-form.tsx'
import { sendPage } from './sheet.tsx'

/** What the page needs of the engine; sessions are found across accounts, their id is the key. */
export type PayDesk = {
  /** As it stands by the account's clock: a session past its time is `expired`. */
  session: (id: string) => Promise<CheckoutSession | undefined>
  /** As it would be paid: with the code that was typed, in the money of the payer's country. */
  preview: (id: string, payment: Payment) => Promise<CheckoutSession>
  /** @throws StripeError for what is no card number, or a session that is no longer open */
  pay: (id: string, payment: Payment) => Promise<Outcome>
  /** The session that an expired one's recovery link leads to. */
  recover: (id: string) => Promise<CheckoutSession | undefined>
}

/** `GET` and `POST /c/pay/:cs`: the hosted payment page; `/r/:cs`: the way back to it. */
export function payPage(desk: PayDesk) {
  return new Hono()
    .get('/c/pay/:cs', async (c) => {
      const session = await desk.session(c.req.param('cs'))
      if (session?.status !== 'open') return closed(c, session)
      return form(c, session, { typed: { email: session.customer_email ?? '' } })
    })
    .post('/c/pay/:cs', async (c) => {
      const session = await desk.session(c.req.param('cs'))
      if (session?.status !== 'open') return closed(c, session)
      const sent = payForm.parse(await c.req.parseBody())
      const fixed = session.customer_email
      const typed = fixed ? { ...sent.typed, email: fixed } : sent.typed
      return filledIn(c, desk, session, { ...sent, typed })
    })
    .get('/r/:cs', async (c) => {
      const session = await desk.recover(c.req.param('cs'))
      return session?.url ? c.redirect(session.url, 303) : closed(c, undefined)
    })
}

/** First what it comes to now: nobody pays a sum that they have not been shown. */
async function filledIn(c: Context, desk: PayDesk, session: CheckoutSession, sent: PayForm) {
  const { typed } = sent
  const payment = paymentOf(sent, billOf(session))
  const priced = await desk.preview(session.id, payment).catch(refusalOf)
  if ('kind' in priced)
    return refused(c, desk, session, { typed, message: priced.message, field: 'promotion_code' })
  const bill = billOf(priced)
  const isNew = typed.shown !== '' && typed.shown !== sumOf(bill)
  if (sent.isLook || isNew) {
    const news = isNew ? `It comes to ${sumOf(bill)}.` : 'Nothing has changed.'
    return form(c, priced, { typed, news })
  }
  const wrong = wrongIn(sent, bill)
  if (wrong.length > 0) return form(c, priced, { typed, wrong, status: 400 })
  return paid(c, desk, priced, { typed, payment })
}

async function paid(
  c: Context,
  desk: PayDesk,
  session: CheckoutSession,
  { typed, payment }: { typed: Typed; payment: Payment },
) {
  const outcome = await desk.pay(session.id, payment).catch(refusalOf)
  const field = payment.iban === undefined ? 'card' : 'iban'
  switch (outcome.kind) {
    case 'paid':
    case 'processing':
      return c.redirect(onwards(outcome.session), 303)
    case 'requires_action': {
      const page = <AuthenticationPage bill={billOf(session)} typed={typed} />
      return sendPage(c, page, { formsLeadTo: waysOut(session) })
    }
    case 'declined': {
      const message = `${outcome.message} Nothing was charged: try again, or take another card.`
      return form(c, session, { typed, wrong: [{ field, message }], status: 402 })
    }
    case 'refused':
      return refused(c, desk, session, { typed, field, message: outcome.message })
  }
}

/** What a person can mend is said beside the field; anything else is not ours to word. */
function refusalOf(error: unknown): { kind: 'refused'; message: string } {
  if (error instanceof StripeError && error.status < 500) {
    return { kind: 'refused', message: error.message }
  }
  throw error
}

async function refused(
  c: Context,
  desk: PayDesk,
  session: CheckoutSession,
  { typed, ...wrong }: Wrong & { typed: Typed },
) {
  const latest = await desk.session(session.id) // paid in another tab, or expired meanwhile
  if (latest?.status !== 'open') return closed(c, latest)
  return form(c, session, { typed, wrong: [wrong], status: 400 })
}

type Shown = { typed: Typed; wrong?: Wrong[]; news?: string; status?: 200 | 400 | 402 }

function form(
  c: Context,
  session: CheckoutSession,
  { typed, wrong = [], news, status = 200 }: Shown,
) {
  const page = (
    <PayPage
      bill={billOf(session)}
      typed={typed}
      wrong={wrong}
      emailIsFixed={session.customer_email !== null}
      {...(news !== undefined && { news })}
    />
  )
  return sendPage(c, page, { status, formsLeadTo: waysOut(session) })
}

function closed(c: Context, session: CheckoutSession | undefined) {
  if (!session) {
    const page = <Notice title="No such payment">The address names no session we know.</Notice>
    return sendPage(c, page, { status: 404 })
  }
  if (session.status === 'complete') {
    const way = { href: onwards(session), label: 'Go on' }
    return sendPage(
      c,
      <Notice title="This payment is done" way={way}>
        It was made already; nothing is charged again.
      </Notice>,
    )
  }
  return sendPage(
    c,
    <Notice title="This payment page has expired" way={againWay(session)}>
      Nothing was charged.
    </Notice>,
  )
}

function againWay({ cancel_url, after_expiration }: CheckoutSession) {
  const href = after_expiration?.recovery?.url ?? cancel_url
  return href === null ? null : { href, label: 'Start again' }
}

function onwards({ success_url, id }: CheckoutSession): string {
  return (success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', id)
}

function waysOut({ success_url }: CheckoutSession): string[] {
  const origin = URL.parse(success_url ?? '')?.origin
  return origin ? [origin] : []
}
