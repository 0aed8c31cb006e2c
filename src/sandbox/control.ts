import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { accountKey, DEFAULT_ACCOUNT } from './account-key.ts'
import { anyAct } from './acts/acts.ts'
import { type Outcome, payCheckout } from './checkout/pay.ts'
import { chaosSetting } from './deliveries/chaos.ts'
import { rollSecret, rollSetting } from './deliveries/endpoint.ts'
import { replay, replaySetting } from './deliveries/replay.ts'
import type { Engine } from './engine.ts'
import { planMonthlyFee } from './flows/adjustment.ts'
import { wireForm } from './objects/objects.ts'
import { settingsPatch } from './settings.ts'
import type { Unit } from './unit.ts'
import { cardError, invalidRequest, resourceMissing } from './wire/error.ts'

const payment = z.strictObject({
  email: z.string().regex(/^\S+@\S+$/),
  name: z.string().optional(),
  country: z.string().length(2).toUpperCase().optional(),
  card: z.string().optional(),
  iban: z.string().optional(),
  authenticated: z.boolean().optional(),
  promotion_code: z.string().optional(),
  custom_fields: z.record(z.string(), z.string()).optional(),
  promotions: z.boolean().optional(),
})
const move = z
  .strictObject({ advance_seconds: z.int().min(0).optional(), to: z.int().min(0).optional() })
  .refine(({ advance_seconds, to }) => (advance_seconds === undefined) !== (to === undefined), {
    path: ['advance_seconds'],
    message: 'Give either advance_seconds or to.',
  })
/** A membership renews at every step on the way, so a slip of the hand must not run for ever. */
const endOfTime_s = Date.UTC(3000, 0, 1) / 1000

/**
 * The sandbox's own levers, as JSON (contract.md). They move the account of the key that is sent,
 * else the embedded app's; a session is paid on the account it belongs to.
 */
export function control(engine: Engine) {
  return new Hono()
    .post('/_sandbox/checkout/:cs/pay', async (c) => {
      const id = c.req.param('cs')
      const account = await engine.store.ownerOf(id)
      if (account === undefined) throw resourceMissing('checkout.session', id)
      const given = await jsonOf(c, payment)
      return c.json(paidAnswer(await engine.work(account, (unit) => payCheckout(unit, id, given))))
    })
    .get('/_sandbox/clock', async (c) => {
      const account = accountOf(c)
      const { advancing_to } = await engine.store.read(account).account()
      return c.json({ now: seconds(engine.now(account)), ...(advancing_to && { advancing_to }) })
    })
    .post('/_sandbox/clock', async (c) => {
      const account = accountOf(c)
      const given = await jsonOf(c, move)
      await moveClock(engine, account, given)
      return c.json({ now: seconds(engine.now(account)) })
    })
    .post('/_sandbox/actions', async (c) => {
      const deed = await jsonOf(c, anyAct)
      return c.json(wireForm(await engine.work(accountOf(c), deed)))
    })
    .get('/_sandbox/chaos', async (c) =>
      c.json((await engine.store.read(accountOf(c)).account()).chaos),
    )
    .post('/_sandbox/chaos', async (c) => {
      const chaos = await jsonOf(c, chaosSetting)
      await engine.work(accountOf(c), async (unit) => unit.amend({ chaos }))
      return c.json(chaos)
    })
    .get('/_sandbox/settings', async (c) =>
      c.json(await engine.look(accountOf(c), async (unit) => unit.settings)),
    )
    .post('/_sandbox/settings', async (c) => {
      const given = await jsonOf(c, settingsPatch)
      const set = async (unit: Unit) => {
        unit.amend({ settings: { ...unit.account.settings, ...given } })
        planMonthlyFee(unit)
        return unit.settings
      }
      return c.json(await engine.work(accountOf(c), set))
    })
    .post('/_sandbox/events/:id/resend', async (c) => {
      const id = c.req.param('id')
      await engine.work(accountOf(c), async (unit) => unit.resend(await unit.need('event', id)))
      return c.json({ id })
    })
    .post('/_sandbox/replay', async (c) => {
      const asked = await jsonOf(c, replaySetting)
      return c.json({ events: await replay(engine, accountOf(c), asked) })
    })
    .post('/_sandbox/endpoints/:id/roll', async (c) => {
      const given = await jsonOf(c, rollSetting)
      const roll = (unit: Unit) => rollSecret(unit, c.req.param('id'), given)
      return c.json({ secret: await engine.work(accountOf(c), roll) })
    })
    .get('/_sandbox/deliveries', async (c) =>
      c.json(await engine.store.deliveries(accountOf(c)).count()),
    )
    .get('/_sandbox/deliveries/recent', async (c) =>
      c.json({
        data: await engine.store.deliveries(accountOf(c)).recent(100, c.req.query('event')),
      }),
    )
    .post('/_sandbox/flush', async (c) => {
      await engine.post.flush(accountOf(c))
      return c.json(await engine.store.deliveries(accountOf(c)).count())
    })
}

function accountOf(c: Context): string {
  return accountKey(c.req.header('authorization')) ?? DEFAULT_ACCOUNT
}

/** @throws StripeError 400 naming the field */
async function jsonOf<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const body: unknown = await c.req.json().catch(() => {
    throw invalidRequest('The body is not JSON.')
  })
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const param = unknown ?? issue?.path.join('.') ?? ''
  const message = issue?.message ?? 'not understood'
  if (param === '') throw invalidRequest(`The body has to be an object of fields: ${message}`)
  throw invalidRequest(`${param}: ${message}`, { param })
}

/** Forward, with all that is due; an account without objects may also go back. */
async function moveClock(engine: Engine, account: string, given: z.infer<typeof move>) {
  const { advance_seconds, to = seconds(engine.now(account)) + (advance_seconds ?? 0) } = given
  if (to >= endOfTime_s) {
    const param = advance_seconds === undefined ? 'to' : 'advance_seconds'
    throw invalidRequest('The clock goes no further than the year 2999.', { param })
  }
  if (advance_seconds !== undefined) return engine.advance(account, (now) => now + advance_seconds)
  if (to >= seconds(engine.now(account))) return engine.advance(account, () => to)
  await engine.work(account, async (unit) => {
    if (await unit.hasObjects()) {
      const message = 'The clock never goes back once the account has objects.'
      throw invalidRequest(message, { param: 'to' })
    }
    unit.amend({ offset_ms: unit.account.offset_ms + to * 1000 - unit.nowMs })
  })
}

/** @throws StripeError 402 for a declined card */
function paidAnswer(outcome: Outcome) {
  if (outcome.kind === 'declined') {
    const { code, decline_code, message, charge } = outcome
    throw cardError({ code, decline_code, message, ...(charge !== null && { charge }) })
  }
  const { status, payment_status } = outcome.session
  return {
    status,
    payment_status,
    ...(outcome.kind === 'requires_action' && { next_action: 'authenticate' }),
  }
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}
