import type { Database } from '../database/connection.ts'
import { privatePages } from '../http/headers.ts'
import { routesWith } from '../http/routes.ts'
import { wantsHtml } from '../http/wants-html.ts'
import { readerPages } from '../ui/page.tsx'
import { keptMails } from './local-mailbox.ts'
import { Mailbox } from './mailbox-page.tsx'

/** `/_dev/mail`: what a local start would have mailed, newest first. Mounted in a local start only. */
export const devMailbox = routesWith<Readonly<{ db: Database }>>()
  .use(privatePages, readerPages)
  .get('/', async (c) => {
    const mails = await keptMails(c.var.deps.db)
    if (!wantsHtml(c)) return c.json({ data: mails })
    return c.render(<Mailbox mails={mails} />, { title: 'Mailbox' })
  })
