import { expect } from 'vitest'
import { mailKinds } from '../../../src/readers/mails/kinds.ts'
import { mailPages } from '../../../src/staff/mails/routes.tsx'
import { memberPages } from '../../../src/staff/members/routes.tsx'
import { testWithDatabase as test } from '../../database.ts'
import { insertMember } from '../../members/builders.ts'
import { deskDeps, deskOf, textOf } from './desk.ts'

test('each mail can be read in each language, under rules of its own', async ({ db }) => {
  const desk = deskOf('support', deskDeps(db), (app) => app.route('/desk/mails', mailPages))
  const list = await desk.open('/desk/mails')
  const addresses = [...list.html.matchAll(/href="(\/desk\/mails\/[^"]+)"/g)].map(([, url]) => url)
  expect(addresses).toHaveLength(Object.keys(mailKinds).length * 3)
  const page = await desk.open('/desk/mails/payment_failed?language=de&form=formal')
  expect(textOf(page.html)).toContain('Ihre Karte wurde abgelehnt: 10')
  const { headers, html } = await desk.open('/desk/mails/payment_failed/html?language=de')
  expect(html).toContain('Deine Karte wurde abgelehnt')
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
  )
  expect((await desk.open('/desk/mails/nothing')).status).toBe(404)
})

test('a person’s page says what they were mailed and what became of it', async ({ books }) => {
  const id = await insertMember(books.trx, { name: 'Olena' })
  const at = new Date('2026-03-01T09:00:00Z')
  await books.trx
    .insertInto('mail')
    .values([
      {
        key: 'a',
        kind: 'payment_made',
        person: id,
        address: 'o@example.org',
        state: 'sent',
        queued_at: at,
      },
      {
        key: 'b',
        kind: 'refund_made',
        person: id,
        address: 'o@example.org',
        state: 'bounced',
        queued_at: at,
      },
    ])
    .execute()
  const desk = deskOf('support', deskDeps(books.trx), (app) =>
    app.route('/desk/people', memberPages),
  )
  const { html } = await desk.open(`/desk/people/${id}`)
  expect(textOf(html)).toContain('Receipt o@example.org sent')
  expect(textOf(html)).toContain('Refund o@example.org not sent: the mailbox does not exist')
})
