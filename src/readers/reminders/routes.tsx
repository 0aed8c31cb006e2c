import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as z from 'zod'
import type { Config } from '../../config.ts'
import { address } from '../../platform/auth/staff.ts'
import { privatePages, secretInAddress } from '../../platform/http/headers.ts'
import { issueNonce } from '../../platform/http/nonce.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { type FieldError, invalid, Problem } from '../../platform/http/problem.ts'
import { wantsHtml } from '../../platform/http/wants-html.ts'
import { readerPages } from '../../platform/ui/page.tsx'
import { sentFields } from '../checkout/sent.ts'
import { countForm, formNamed } from '../newsletters/sent-form.ts'
import { type ReaderEnv, readersWith } from '../texts/routes.ts'
import { monthWording } from './form.tsx'
import { monthIn, monthsAhead } from './months.ts'
import { AskMeLater, Kept, StopReminders } from './pages.tsx'
import { type ReminderDeps, remindInMonth, stopNamed, stopReminders } from './reminder.ts'

type Deps = ReminderDeps & Readonly<{ config: Pick<Config, 'trustedProxy'> }>
type Asked = Context<ReaderEnv<Deps>>

const linked = parsed('query', z.object({ token: z.string() }))

/** Mounted at `/reminders`: to be asked in another month, and to be asked no more. */
export const reminderRoutes = readersWith<Deps>()
  .use(privatePages, readerPages)
  .get('/', (c) => showForm(c, { email: '', errors: [] }))
  .post('/', bodyLimit({ maxSize: 8 * 1024 }), async (c) => {
    const { deps, texts } = c.var
    const sent = await sentFields(c, texts)
    await formNamed(c.var, sent.nonce)
    const months = monthsOf(c)
    const email = address.safeParse(sent.email)
    const month = months.find((one) => one === sent.month)
    if (!email.success || month === undefined || !sent.agree) {
      return refuse(c, String(sent.email ?? ''), [
        ...(email.success ? [] : [wrong(c, 'email', 'newsletters.bad_email')]),
        ...(month === undefined ? [wrong(c, 'month', 'reminders.bad_month')] : []),
        ...(sent.agree ? [] : [wrong(c, 'agree', 'reminders.agree')]),
      ])
    }
    await countForm(c, c.var)
    const agreed = { address: email.data, language: texts.language, wording: monthWording(texts) }
    await remindInMonth(deps, agreed, month)
    if (!wantsHtml(c)) return c.json({ month }, 202)
    return c.render(<Kept month={monthIn(month, texts.tag)} />, {
      title: texts.words('reminders.kept_title'),
    })
  })
  .get('/stop', secretInAddress, linked, async (c) => {
    const { token } = c.req.valid('query')
    await named(c, token)
    return c.render(<StopReminders token={token} />, {
      title: c.var.texts.words('reminders.stop_title'),
    })
  })
  .post('/stop', secretInAddress, linked, async (c) => {
    await stopReminders(c.var.deps.db, await named(c, c.req.valid('query').token))
    if (!wantsHtml(c)) return c.json({ state: 'stopped' })
    return c.render(<StopReminders token={null} />, {
      title: c.var.texts.words('reminders.stopped_title'),
    })
  })

function monthsOf(c: Asked) {
  const { clock, config } = c.var.deps
  return monthsAhead(clock.now(), config.reportingTimezone)
}

async function showForm(
  c: Asked,
  typed: Readonly<{ email: string; errors: readonly FieldError[] }>,
) {
  const { config, clock, ids } = c.var.deps
  const nonce = await issueNonce({ secret: config.appSecret, clock, ids })
  return c.render(<AskMeLater {...{ nonce, ...typed }} months={monthsOf(c)} />, {
    title: c.var.texts.words('reminders.title'),
    address: '/reminders',
  })
}

function refuse(c: Asked, email: string, errors: readonly FieldError[]) {
  if (!wantsHtml(c)) throw invalid(errors)
  c.status(422)
  return showForm(c, { email, errors })
}

function wrong(c: Asked, field: string, key: Parameters<Asked['var']['texts']['words']>[0]) {
  return { field, message: c.var.texts.words(key) }
}

async function named(c: Asked, token: string): Promise<string> {
  const hash = await stopNamed(c.var.deps.config, token)
  if (hash === null) throw new Problem(410, 'used_up', c.var.texts.words('newsletters.gone'))
  return hash
}
