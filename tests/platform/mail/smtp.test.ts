import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { expect, test as plain } from 'vitest'
import { AddressRefused } from '../../../src/platform/mail/mailer.ts'
import { smtpMailer } from '../../../src/platform/mail/smtp.ts'

type Received = Readonly<{ recipients: string[]; mail: ParsedMail }>

/** A real SMTP server that keeps what it is given. */
const test = plain.extend<{ post: { url: string; received: Received[] } }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from this pattern
  post: async ({}, use) => {
    const received: Received[] = []
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, session, done) {
        const recipients = session.envelope.rcptTo.map(({ address }) => address)
        simpleParser(stream).then((mail) => {
          received.push({ recipients, mail })
          done()
        }, done)
      },
    })
    server.on('error', () => {}) // without a listener a broken connection ends the process
    const listening = once(server.server, 'listening')
    server.listen(0, '127.0.0.1')
    await listening
    await use({ url: `smtp://127.0.0.1:${portOf(server.server.address())}`, received })
    await new Promise<void>((closed) => server.close(closed))
  },
})

const from = { name: 'The Harbour Post', address: 'no-reply@harbour.example' }
const mail = {
  to: 'reader@example.org',
  subject: 'Дякуємо – thank you',
  text: 'Ваш код 1234 5678',
  html: '<p>Ваш код <b>1234 5678</b></p>',
}

test('a mail arrives as text and as HTML, in any script', async ({ post }) => {
  await smtpMailer(post.url, from).send(mail)
  const [{ recipients, mail: got } = { recipients: [], mail: null }] = post.received
  expect(recipients).toEqual([mail.to])
  expect([got?.subject, got?.text?.trim(), got?.html]).toEqual([mail.subject, mail.text, mail.html])
  expect(got?.from?.value).toEqual([from])
})

test.for([
  'x@a.example\r\nBcc: evil@b.example',
  'x@a.example, evil@b.example',
  'group: evil@b.example;',
  'Name <evil@b.example>',
  '',
])('an address that could be more than one is refused: %j', async (to, { post }) => {
  await expect(smtpMailer(post.url, from).send({ ...mail, to })).rejects.toThrow(AddressRefused)
  expect(post.received).toEqual([])
})

test('a subject with a line break stays a subject', async ({ post }) => {
  await smtpMailer(post.url, from).send({ ...mail, subject: 'Hello\r\nBcc: evil@b.example' })
  expect(post.received.map(({ recipients }) => recipients)).toEqual([[mail.to]])
})

plain('a server that is away is an error, not a silence', async () => {
  await expect(smtpMailer('smtp://127.0.0.1:1', from).send(mail)).rejects.toThrow('ECONNREFUSED')
})

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}
