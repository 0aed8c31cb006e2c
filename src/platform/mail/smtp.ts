import nodemailer from 'nodemailer'
import * as z from 'zod'
import { AddressRefused, type Mail, type Mailer, MailRefused } from './mailer.ts'

const connectWithin_ms = 10_000

type From = Readonly<{ name: string; address: string }>

/**
 * Mails by SMTP (`smtp://` or `smtps://` with user and password in it), on Node and on Workers.
 * `from` is the newsroom's own address. One connection a mail: a Worker keeps none between requests.
 * Throws AddressRefused and MailRefused for what is refused for good (5xx); anything else may be tried
 * again.
 */
export function smtpMailer(url: string, from: From): Mailer {
  return {
    send: async (mail) => {
      const transport = nodemailer.createTransport({ url, connectionTimeout: connectWithin_ms })
      try {
        await transport.sendMail(messageOf(mail, from))
      } catch (error) {
        throw refusalIn(error) ?? error
      } finally {
        transport.close()
      }
    },
  }
}

function messageOf({ to, subject, text, html, id, unsubscribe }: Mail, from: From) {
  const [, domain] = from.address.split('@')
  return {
    ...{ from, to: recipient(to), subject, text, html },
    ...(id === undefined ? {} : { messageId: `<${id}@${domain}>` }),
    headers: {
      'Auto-Submitted': 'auto-generated', // so that no holiday answer comes back (RFC 3834)
      ...(unsubscribe === undefined ? {} : oneClick(unsubscribe)),
    },
  }
}

function oneClick(unsubscribe: string): Record<string, string> {
  return {
    'List-Unsubscribe': `<${unsubscribe}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}

/**
 * Given as text, `x@a\r\nBcc: evil@b` was read as a group and sent to evil@b (nodemailer 10.6.0):
 * so only what is one address, and as an object that is not parsed again.
 */
function recipient(to: string) {
  if (!z.email().safeParse(to).success) throw new AddressRefused()
  return { name: '', address: to }
}

const answer = z.object({ responseCode: z.int().min(500), command: z.string() })

/** A 5xx to the recipient or to the mail itself; one to our sign-in or sender is ours to mend. */
function refusalIn(error: unknown): Error | null {
  const { success, data } = answer.safeParse(error)
  if (!success) return null
  if (data.command === 'RCPT TO')
    return new AddressRefused(`its server answered ${data.responseCode}`)
  return data.command === 'DATA' ? new MailRefused(data.responseCode) : null
}
