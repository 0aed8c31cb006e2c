import * as z from 'zod'
import { parsed } from '../../platform/http/parsed.ts'
import { Problem } from '../../platform/http/problem.ts'
import { routesWith } from '../../platform/http/routes.ts'
import type { ShownMails } from '../../platform/mail/shown.ts'
import { formsOfAddress, languages } from '../../platform/ui/texts/language.ts'
import { speechIn } from '../../platform/ui/texts/speech.ts'
import { deskPages } from '../desk/shell.tsx'
import { MailList, MailPage } from './pages.tsx'

type Deps = Readonly<{ mails: ShownMails }>

const shown = z.object({
  language: z.enum(languages).default('en'),
  form: z.enum(formsOfAddress).optional(),
})
const name = z.object({ name: z.string().max(100) })

/** A mail's look stands in its own head, which our pages may not have; nothing else may be in it. */
const ofMails = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
  'x-frame-options': 'SAMEORIGIN',
}

/** `/desk/mails`: what readers are mailed, to look at. */
export const mailPages = routesWith<Deps>()
  .get('/:name/html', parsed('param', name), parsed('query', shown), async (c) => {
    const mail = await mailNamed(c.var.deps, c.req.valid('param').name, c.req.valid('query'))
    return c.html(mail.html, 200, { ...ofMails, 'cache-control': 'private, no-store' })
  })
  .use(deskPages)
  .get('/', (c) => c.render(<MailList kinds={c.var.deps.mails.kinds} />, { title: 'Mails' }))
  .get('/:name', parsed('param', name), parsed('query', shown), async (c) => {
    const { mails } = c.var.deps
    const { name } = c.req.valid('param')
    const { language, form } = c.req.valid('query')
    const mail = await mailNamed(c.var.deps, name, { language, form })
    const title = mails.kinds.find((kind) => kind.name === name)?.title ?? name
    return c.render(<MailPage {...{ name, title, mail, language, form }} />, { title })
  })

async function mailNamed({ mails }: Deps, name: string, how: z.output<typeof shown>) {
  const mail = await mails.show(name, speechIn(how.language, how.form ?? null))
  if (mail === null) throw new Problem(404, 'mail', 'There is no mail of this name.')
  return mail
}
