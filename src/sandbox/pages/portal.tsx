import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { cardOf } from '../checkout/cards.ts'
import type { PortalSession } from '../objects/portal-session.ts'
import { StripeError } from '../wire/error.ts'
import { type Client, clientOf, type Fetch, Refusal } from './client.ts'
import { Notice } from './pay-form.tsx'
import { PortalPage } from './portal-page.tsx'
import { sendPage } from './sheet.tsx'

export type PortalVisit = { account: string; session: PortalSession }
/** Finds a portal session by the id in its address, across accounts. */
export type PortalDesk = (id: string) => Promise<PortalVisit | undefined>

/** `GET /p/session/:bps` and its acts: Stripe's customer portal, deep links included. */
export function portalPages(desk: PortalDesk, fetch: Fetch) {
  const enter = async (c: Context): Promise<Visit> => {
    const visit = await desk(c.req.param('bps') ?? '')
    if (!visit) throw new Refusal('The address names no portal session we know.')
    return { ...visit, client: clientOf(fetch, new URL(c.req.url).origin, visit.account) }
  }
  return new Hono()
    .get('/p/session/:bps', async (c) => page(c, await enter(c)))
    .post('/p/session/:bps/card', async (c) => {
      const visit = await enter(c)
      const { card } = cardForm.parse(await c.req.parseBody())
      const message = refusalOf(card)
      if (message !== null) return page(c, visit, { card, message })
      const body = { action: 'set_card', customer: visit.session.customer, card }
      await visit.client.post('/_sandbox/actions', body, z.unknown())
      return onwards(c, visit.session)
    })
    .post('/p/session/:bps/cancel', async (c) => {
      const visit = await enter(c)
      await setEnding(visit, subscriptionForm.parse(await c.req.parseBody()), true)
      return onwards(c, visit.session)
    })
    .post('/p/session/:bps/keep', async (c) => {
      const visit = await enter(c)
      await setEnding(visit, subscriptionForm.parse(await c.req.parseBody()), false)
      return onwards(c, visit.session)
    })
    .onError((error, c) => {
      if (!(error instanceof Refusal)) throw error
      return sendPage(c, <Notice title="That did not work">{error.message}</Notice>, {
        status: 404,
      })
    })
}

type Visit = PortalVisit & { client: Client }
const cardForm = z.object({ card: z.string().trim() })
const subscriptionForm = z.object({ subscription: z.string().regex(/^sub_\w+$/) })

const subscriptions = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      cancel_at_period_end: z.boolean(),
      cancel_at: z.number().nullable(),
      items: z.object({
        data: z.array(
          z.object({
            current_period_end: z.number(),
            quantity: z.number().default(1),
            price: z.object({
              unit_amount: z.number().nullable(),
              currency: z.string(),
              recurring: z.object({ interval: z.string(), interval_count: z.number() }).nullable(),
            }),
          }),
        ),
      }),
    }),
  ),
})
export type PortalSubscription = z.infer<typeof subscriptions>['data'][number]

const invoices = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      created: z.number(),
      total: z.number(),
      currency: z.string(),
      status: z.string().nullable(),
    }),
  ),
})
export type PortalInvoice = z.infer<typeof invoices>['data'][number]

async function page(
  c: Context,
  visit: Visit,
  wrong: { card: string; message: string } | null = null,
) {
  const { session, client } = visit
  const of = `customer=${session.customer}&limit=20`
  const held = await client.get(`/v1/subscriptions?${of}`, subscriptions)
  const sent = await client.get(`/v1/invoices?${of}`, invoices)
  const named = session.flow?.subscription_cancel?.subscription
  const view = (
    <PortalPage
      base={`/p/session/${session.id}`}
      flow={session.flow?.type ?? null}
      subscriptions={held.data.filter(({ id }) => named === undefined || id === named)}
      invoices={sent.data}
      back={session.return_url}
      wrong={wrong}
    />
  )
  return sendPage(c, view, { status: wrong ? 402 : 200, formsLeadTo: waysOut(session) })
}

/** @throws Refusal for a subscription that is not this customer's */
async function setEnding(
  { client, session }: Visit,
  asked: { subscription: string },
  ends: boolean,
) {
  const path = `/v1/subscriptions/${asked.subscription}`
  const { customer } = await client.get(path, z.object({ customer: z.string() }))
  if (customer !== session.customer) throw new Refusal('This is not your membership.')
  await client.postForm(path, { cancel_at_period_end: String(ends) }, z.unknown())
}

/** A deep link leads on to where its caller asked; the whole portal comes back to itself. */
function onwards(c: Context, session: PortalSession) {
  return c.redirect(session.flow?.after_completion.redirect?.return_url ?? session.url, 303)
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
