import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { type Client, clientOf, type Fetch, Refusal } from './client.ts'
import { InvoicePage } from './invoice-page.tsx'
import { Notice } from './pay-form.tsx'
import { sendPage } from './sheet.tsx'

/** Whose invoice this is: the account's key, or undefined for an id that is none of ours. */
export type InvoiceDesk = (id: string) => Promise<string | undefined>

/**
 * `GET /i/:in`: an invoice as its payer sees it, to print and, while it is due, to pay. Who holds
 * the address acts for the payer.
 */
export function invoicePages(desk: InvoiceDesk, fetch: Fetch) {
  const enter = async (c: Context): Promise<Client> => {
    const account = await desk(c.req.param('in') ?? '')
    if (account === undefined) throw new Refusal('The address names no invoice we know.')
    return clientOf(fetch, new URL(c.req.url).origin, account)
  }
  return new Hono()
    .get('/i/:in', async (c) => page(c, await enter(c), c.req.param('in')))
    .get('/i/:in/pdf', (c) => c.redirect(`/i/${c.req.param('in')}`, 302))
    .post('/i/:in/pay', async (c) => {
      const invoice = c.req.param('in')
      const client = await enter(c)
      const { card } = cardForm.parse(await c.req.parseBody())
      const wrong = await refusalOf(client, { action: 'pay_invoice', invoice, card })
      if (wrong !== null) return page(c, client, invoice, { card, message: wrong })
      return c.redirect(`/i/${invoice}`, 303)
    })
    .post('/i/:in/authenticate', async (c) => {
      const invoice = c.req.param('in')
      const client = await enter(c)
      const { authentication } = consentForm.parse(await c.req.parseBody())
      const complete = authentication === 'complete'
      await client.post('/_sandbox/actions', { action: 'authenticate', invoice, complete }, any)
      return c.redirect(`/i/${invoice}`, 303)
    })
    .onError((error, c) => {
      if (!(error instanceof Refusal)) throw error
      return sendPage(c, <Notice title="That did not work">{error.message}</Notice>, {
        status: 404,
      })
    })
}

const any = z.unknown()
const cardForm = z.object({ card: z.string().trim().max(40).catch('') })
const consentForm = z.object({ authentication: z.enum(['complete', 'fail']).catch('fail') })

const bill = z.object({
  id: z.string(),
  account_name: z.string().nullable(),
  amount_due: z.number(),
  created: z.number(),
  currency: z.string(),
  customer_email: z.string().nullable(),
  customer_name: z.string().nullable(),
  number: z.string().nullable(),
  starting_balance: z.number(),
  status: z.string().nullable(),
  subtotal: z.number(),
  total: z.number(),
  total_discount_amounts: z.array(z.object({ amount: z.number() })),
  lines: z.object({
    data: z.array(
      z.object({
        amount: z.number(),
        description: z.string().nullable(),
        period: z.object({ start: z.number(), end: z.number() }),
      }),
    ),
  }),
  payments: z.object({
    data: z.array(
      z.object({
        payment: z.object({ payment_intent: z.object({ status: z.string() }).optional() }),
      }),
    ),
  }),
})
export type InvoiceBill = z.infer<typeof bill>

async function page(
  c: Context,
  client: Client,
  id: string,
  wrong: { card: string; message: string } | null = null,
) {
  const expand = 'expand[]=payments.data.payment.payment_intent'
  const found = await client.get(`/v1/invoices/${id}?${expand}`, bill)
  return sendPage(c, <InvoicePage bill={found} wrong={wrong} />, { status: wrong ? 402 : 200 })
}

/** What the bank says to an act, or null when it takes it. */
async function refusalOf(client: Client, act: object): Promise<string | null> {
  try {
    await client.post('/_sandbox/actions', act, any)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}
