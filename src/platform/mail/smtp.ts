import nodemailer from 'nodemailer'
import * as z from 'zod'
import { AddressRefused, type Mailer } from './mailer.ts'

const connectWithin_ms = 10_000

/**
 * Mails by SMTP (`smtp://` or `smtps://` with user and password in it), on Node and on Workers.
 * `from` is the newsroom's own address. One connection a mail: a Worker keeps none between requests.
 */
export function smtpMailer(url: string, from: Readonly<{ name: string; address: string }>): Mailer {
  return {
    send: async ({ to, subject, text, html }) => {
      const transport = nodemailer.createTransport({ url, connectionTimeout: connectWithin_ms })
      try {
        await transport.sendMail({ from, to: recipient(to), subject, text, html })
      } finally {
        transport.close()
      }
    },
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
