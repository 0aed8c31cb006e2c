import { expect, test as plain } from 'vitest'
import { AddressRefused, MailRefused } from '../../../src/platform/mail/mailer.ts'
import { smtpMailer } from '../../../src/platform/mail/smtp.ts'
import { openPostOffice, type PostOffice } from '../../post-office.ts'

const test = plain.extend<{ post: PostOffice }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from this pattern
  post: async ({}, use) => {
    const post = await openPostOffice()
    await use(post)
    await post.close()
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

test('a mailbox that its server does not know is refused for good, a full one is not', async ({
  post,
}) => {
  const mailer = smtpMailer(post.url, from)
  post.refuse({ at: 'recipient', code: 550 })
  await expect(mailer.send(mail)).rejects.toThrow(AddressRefused)
  post.refuse({ at: 'recipient', code: 452 })
  const full = mailer.send(mail)
  await expect(full).rejects.toThrow()
  await expect(full).rejects.not.toThrow(AddressRefused)
})

test('a mail that its server will not take says nothing about the mailbox', async ({ post }) => {
  post.refuse({ at: 'content', code: 554 })
  await expect(smtpMailer(post.url, from).send(mail)).rejects.toThrow(MailRefused)
})

test('a server that refuses the newsroom itself may be tried again', async ({ post }) => {
  post.refuse({ at: 'sender', code: 550 })
  const sending = smtpMailer(post.url, from).send(mail)
  await expect(sending).rejects.toThrow('refused')
  await expect(sending).rejects.not.toThrow(AddressRefused)
})

test('the same mail has the same id, and a list’s mail its way off the list', async ({ post }) => {
  const unsubscribe = 'https://harbour.example/newsletters/daily/unsubscribe?token=1'
  await smtpMailer(post.url, from).send({ ...mail, id: 'abc', unsubscribe })
  const headers = post.received[0]?.mail.headerLines.map(({ line }) => line).join('\n') ?? ''
  expect(post.received[0]?.mail.messageId).toBe('<abc@harbour.example>')
  expect(headers).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  expect(headers.replaceAll(/\n|\s+/g, ' ')).toContain(`List-Unsubscribe: <${unsubscribe}>`)
  expect(headers).toContain('Auto-Submitted: auto-generated')
})
