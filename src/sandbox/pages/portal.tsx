import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { cardOf } from '../checkout/cards.ts'
import type { PortalSession } from '../objects/portal-session.ts'
import { StripeError } from '../wire/error.ts'
import type { WrongCard } from './card-field.tsx'
import { clientOf, type Fetch, Refusal } from './client.ts'
import { Notice } from './pay-form.tsx'
import { cancelBy, changeTo, confirmation, pauseBy, type Visit, visited } from './portal-acts.ts'
import { ConfirmPage } from './portal-confirm.tsx'
import { PortalPage } from './portal-page.tsx'
import { featuresOf, viewOf } from './portal-view.ts'
import { sendPage } from './sheet.tsx'

export type PortalVisit = { account: string; session: PortalSession }
/** Finds a portal session by the id in its address, across accounts. */
export type PortalDesk = (id: string) => Promise<PortalVisit | undefined>

/** `GET /p/session/:bps` and its acts: Stripe's customer portal, deep links included. */
export function portalPages(desk: PortalDesk, fetch: Fetch) {
  const enter = async (c: Context): Promise<Visit> => {
    const visit = await desk(c.req.param('bps') ?? '')
    if (!visit) throw new Refusal('The address names no portal session we know.')
    const client = clientOf(fetch, new URL(c.req.url).origin, visit.account)
    return { ...visit, client, features: await featuresOf(client, visit.session) }
  }
  return new Hono()
    .get('/p/session/:bps', async (c) => opened(c, await enter(c)))
    .post('/p/session/:bps/card', async (c) => {
      const visit = allowed(await enter(c), 'payment_method_update')
      const { card } = cardForm.parse(await c.req.parseBody())
      const message = refusalOf(card)
      if (message !== null) return page(c, visit, flowOf(visit), { card, message })
      const body = { action: 'set_card', customer: visit.session.customer, card }
      await visit.client.post('/_sandbox/actions', body, z.unknown())
      return onwards(c, visit.session)
    })
    .post('/p/session/:bps/customer', async (c) => {
      const visit = allowed(await enter(c), 'customer_update')
      const typed = customerForm.parse(await c.req.parseBody())
      const can = (what: string) => visit.features.customer_update.allowed_updates.includes(what)
      await visit.client.postForm(
        `/v1/customers/${visit.session.customer}`,
        {
          ...(typed.name !== undefined && can('name') && { name: typed.name }),
          ...(typed.email !== undefined && can('email') && { email: typed.email }),
          ...(typed.country && can('address') && { 'address[country]': typed.country }),
        },
        z.unknown(),
      )
      return onwards(c, visit.session)
    })
    .post('/p/session/:bps/cancel', async (c) => {
      const visit = allowed(await enter(c), 'subscription_cancel')
      await cancelBy(visit, await c.req.parseBody())
      return onwards(c, visit.session)
    })
    .post('/p/session/:bps/keep', async (c) => {
      const visit = await enter(c)
      const { id } = await visited(visit, await c.req.parseBody())
      const kept = { cancel_at_period_end: 'false' }
      await visit.client.postForm(`/v1/subscriptions/${id}`, kept, z.unknown())
      return onwards(c, visit.session)
    })
    .post('/p/session/:bps/pause', async (c) => {
      const visit = allowed(await enter(c), 'subscription_pause')
      await pauseBy(visit, await c.req.parseBody())
      return onwards(c, visit.session)
    })
    .post('/p/session/:bps/resume', async (c) => {
      const visit = await enter(c)
      const { id: subscription } = await visited(visit, await c.req.parseBody())
      const body = { action: 'resume_subscription', subscription }
      await visit.client.post('/_sandbox/actions', body, z.unknown())
      return onwards(c, visit.session)
    })
    .post('/p/session/:bps/update', async (c) => {
      const visit = allowed(await enter(c), 'subscription_update')
      return confirm(c, visit, await c.req.parseBody())
    })
    .post('/p/session/:bps/confirm', async (c) => {
      const visit = allowed(await enter(c), 'subscription_update')
      const asked = await c.req.parseBody()
      const wrong = await changeTo(visit, asked)
      return wrong === null ? onwards(c, visit.session) : confirm(c, visit, asked, wrong)
    })
    .onError((error, c) => {
      if (!(error instanceof Refusal) && !(error instanceof z.ZodError)) throw error
      const said = error instanceof Refusal ? error.message : 'The form was not understood.'
      return sendPage(c, <Notice title="That did not work">{said}</Notice>, { status: 404 })
    })
}

const cardForm = z.object({ card: z.string().trim() })
const text = z.string().trim().max(300).optional()
const customerForm = z.object({ name: text, email: text, country: text })

function allowed(visit: Visit, feature: keyof Visit['features']): Visit {
  if (visit.features[feature].enabled) return visit
  throw new Refusal('This portal does not offer that.')
}

/** The whole portal, the one thing that a deep link came for, or word that it is done. */
async function opened(c: Context, visit: Visit) {
  const { flow } = visit.session
  const isDone = c.req.query('done') !== undefined
  if (isDone && flow?.after_completion.type === 'hosted_confirmation') {
    return sendPage(c, <Done session={visit.session} />)
  }
  const asked = flow?.subscription_update_confirm
  if (isDone || !asked) return page(c, visit, isDone ? null : flowOf(visit))
  const [item] = asked.items
  return confirm(c, visit, {
    subscription: asked.subscription,
    ...(item?.id && { item: item.id }),
    ...(item?.price && { price: item.price }),
    ...(item?.quantity !== undefined && { quantity: String(item.quantity) }),
  })
}

const Done = ({ session }: { session: PortalSession }) => (
  <Notice
    title="That is done"
    way={session.return_url === null ? null : { href: session.return_url, label: 'Go back' }}
  >
    {session.flow?.after_completion.hosted_confirmation?.custom_message ?? 'Thank you.'}
  </Notice>
)

function flowOf({ session }: Visit): string | null {
  return session.flow?.type ?? null
}

async function page(c: Context, visit: Visit, flow: string | null, wrong: WrongCard = null) {
  const { session, client } = visit
  const view = await viewOf(client, session)
  const named = Object.values(session.flow ?? {}).flatMap(
    (part) => z.object({ subscription: z.string() }).safeParse(part).data?.subscription ?? [],
  )
  const isShown = ({ id }: { id: string }) => flow === null || !named[0] || named.includes(id)
  const subscriptions = view.subscriptions.filter(isShown)
  return sendPage(
    c,
    <PortalPage {...view} subscriptions={subscriptions} flow={flow} wrong={wrong} />,
    { status: wrong ? 402 : 200, formsLeadTo: waysOut(session) },
  )
}

async function confirm(c: Context, visit: Visit, asked: unknown, wrong: string | null = null) {
  const shown = <ConfirmPage {...(await confirmation(visit, asked))} wrong={wrong} />
  return sendPage(c, shown, { status: wrong ? 402 : 200, formsLeadTo: waysOut(visit.session) })
}

/** A deep link leads on to where its caller asked; the whole portal comes back to itself. */
function onwards(c: Context, { flow, url }: PortalSession) {
  const to = flow?.after_completion.redirect?.return_url ?? (flow ? `${url}?done=1` : url)
  return c.redirect(to, 303)
}

function waysOut({ flow }: PortalSession): string[] {
  const origin = URL.parse(flow?.after_completion.redirect?.return_url ?? '')?.origin
  return origin ? [origin] : []
}

/** What the bank would say when the card is put on file, or null. */
function refusalOf(card: string): string | null {
  try {
    const { behaviour, decline } = cardOf(card, '')
    return behaviour === 'declined' ? (decline?.message ?? null) : null
  } catch (error) {
    if (error instanceof StripeError) return error.message
    throw error
  }
}
