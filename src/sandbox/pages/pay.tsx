import { type Context, Hono } from 'hono'
import * as z from 'zod'
import type { Outcome, Payment } from '../checkout/pay.ts'
import type { CheckoutSession } from '../objects/session.ts'
import { StripeError } from '../wire/error.ts'
import { billOf } from './bill.ts'
import { AuthenticationPage, Notice, PayPage, type Typed, type Wrong } from './pay-form.tsx'
import { sendPage } from './sheet.tsx'

/** What the page needs of the engine; sessions are found across accounts, their id is the key. */
export type PayDesk = {
  /** As it stands by the account's clock: a session past its time is `expired`. */
  session: (id: string) => Promise<CheckoutSession | undefined>
  /** @throws StripeError for what is no card number, or a session that is no longer open */
  pay: (id: string, payment: Payment) => Promise<Outcome>
}

/** `GET` and `POST /c/pay/:cs`: the hosted payment page. */
export function payPage(desk: PayDesk) {
  return new Hono()
    .get('/c/pay/:cs', async (c) => {
      const session = await desk.session(c.req.param('cs'))
      if (session?.status !== 'open') return closed(c, session)
      return form(c, session, { ...nothing, email: session.customer_email ?? '' })
    })
    .post('/c/pay/:cs', async (c) => {
      const session = await desk.session(c.req.param('cs'))
      if (session?.status !== 'open') return closed(c, session)
      const typed = payForm.parse(await c.req.parseBody())
      if (session.customer_email) typed.email = session.customer_email
      const wrong = wrongIn(typed)
      if (wrong.length > 0) return form(c, session, typed, wrong, 400)
      return paid(c, session, typed, desk)
    })
}

const text = z.string().trim().max(300).catch('')
const payForm = z.object({
  email: text,
  name: text,
  country: text.transform((code) => code.toUpperCase()),
  card: text,
  iban: text,
  authentication: z.enum(['complete', 'fail']).nullable().catch(null),
})
type PayForm = z.infer<typeof payForm>
const nothing: Typed = { email: '', name: '', country: '', card: '', iban: '' }

async function paid(c: Context, session: CheckoutSession, filled: PayForm, desk: PayDesk) {
  const { authentication, ...typed } = filled
  const outcome = await desk.pay(session.id, paymentOf(filled)).catch(refusalOf)
  const field = typed.card === '' ? 'iban' : 'card'
  switch (outcome.kind) {
    case 'paid':
    case 'processing':
      return c.redirect(onwards(outcome.session), 303)
    case 'requires_action':
      return consent(c, session, typed)
    case 'declined': {
      const message = `${outcome.message} Nothing was charged: try again, or take another card.`
      return form(c, session, typed, [{ field, message }], 402)
    }
    case 'refused': {
      const latest = await desk.session(session.id) // paid in another tab, or expired meanwhile
      if (latest?.status !== 'open') return closed(c, latest)
      return form(c, session, typed, [{ field, message: outcome.message }], 400)
    }
  }
}

function paymentOf({ authentication, ...typed }: PayForm): Payment {
  const { email, name, country, card, iban } = typed
  return {
    email,
    ...(name !== '' && { name }),
    ...(country !== '' && { country }),
    ...(card === '' ? { iban } : { card }),
    ...(authentication !== null && { authenticated: authentication === 'complete' }),
  }
}

/** What a person can mend is said beside the field; anything else is not ours to word. */
function refusalOf(error: unknown): { kind: 'refused'; message: string } {
  if (error instanceof StripeError && error.status < 500) {
    return { kind: 'refused', message: error.message }
  }
  throw error
}

function wrongIn({ email, card, iban, country }: Typed): Wrong[] {
  const wrong: Wrong[] = []
  if (!/^\S+@\S+\.\S+$/.test(email)) {
    wrong.push({ field: 'email', message: 'Enter an e-mail address, such as ann@example.org.' })
  }
  if (card === '' && iban === '') wrong.push({ field: 'card', message: 'Enter a card number.' })
  if (country !== '' && !/^[A-Z]{2}$/.test(country)) {
    wrong.push({ field: 'country', message: 'Enter two letters, such as UA, or nothing.' })
  }
  return wrong
}

function form(
  c: Context,
  session: CheckoutSession,
  typed: Typed,
  wrong: Wrong[] = [],
  status: 200 | 400 | 402 = 200,
) {
  const page = (
    <PayPage
      bill={billOf(session)}
      typed={typed}
      wrong={wrong}
      emailIsFixed={session.customer_email !== null}
    />
  )
  return sendPage(c, page, { status, formsLeadTo: waysOut(session) })
}

function consent(c: Context, session: CheckoutSession, typed: Typed) {
  const page = <AuthenticationPage bill={billOf(session)} typed={typed} />
  return sendPage(c, page, { formsLeadTo: waysOut(session) })
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
  const way =
    session.cancel_url === null ? null : { href: session.cancel_url, label: 'Start again' }
  return sendPage(
    c,
    <Notice title="This payment page has expired" way={way}>
      Nothing was charged.
    </Notice>,
  )
}

function onwards({ success_url, id }: CheckoutSession): string {
  return (success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', id)
}

function waysOut({ success_url }: CheckoutSession): string[] {
  const origin = URL.parse(success_url ?? '')?.origin
  return origin ? [origin] : []
}
