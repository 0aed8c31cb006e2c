import { expect } from 'vitest'
import { fixedClock, secondsAfter } from '../../../src/platform/clock.ts'
import { countingIds } from '../../../src/platform/ids.ts'
import { localMailbox } from '../../../src/platform/mail/local-mailbox.ts'
import { devMailbox } from '../../../src/platform/mail/routes.tsx'
import { testWithDatabase as test } from '../../database.ts'
import { appWith, noon } from '../auth/signed-in.ts'

test('the newest 200 mails are kept, newest first, as JSON and as a page', async ({ db }) => {
  const ids = countingIds()
  for (let n = 1; n <= 203; n += 1) {
    const machineClock = fixedClock(secondsAfter(noon, n))
    const text = `Hello\n\nhttps://example.org/?n=${n}\n\n<script>`
    await localMailbox({ db, ids, machineClock }).send({
      to: 'a@example.org',
      subject: `Mail ${n}`,
      text,
      html: `<p>${n}</p>`,
    })
  }
  const app = appWith({ db }).route('/_dev/mail', devMailbox)
  const body = await (await app.request('/_dev/mail', accepting('application/json'))).json()
  expect(body.data).toHaveLength(200)
  expect(body.data[0]).toEqual({
    id: 'mail_203',
    to: 'a@example.org',
    subject: 'Mail 203',
    text: 'Hello\n\nhttps://example.org/?n=203\n\n<script>',
    html: '<p>203</p>',
    at: '2026-03-01T12:03:23.000Z',
  })
  expect(body.data[199].id).toBe('mail_4')
  expect(await db.selectFrom('dev_mail').select('id').execute()).toHaveLength(200)
  const page = await (await app.request('/_dev/mail', accepting('text/html'))).text()
  expect(page).toContain('<a href="https://example.org/?n=203">')
  expect(page).not.toContain('<script>')
})

function accepting(accept: string) {
  return { headers: { accept } }
}
