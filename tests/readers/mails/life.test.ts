import { expect } from 'vitest'
import { hush } from '../../../src/members/announcements/silence.ts'
import { secondsAfter } from '../../../src/platform/clock.ts'
import { smtpMailer } from '../../../src/platform/mail/smtp.ts'
import { testWithDatabase as test } from '../../database.ts'
import { openPostOffice } from '../../post-office.ts'
import { testClock } from '../../stripe/account.ts'
import { deliver, settle, syncDeps } from '../../stripe/house.ts'
import { live } from '../../stripe/life.ts'
import { post, toldIn } from './told.ts'

const from = { name: 'The Harbour Post', address: 'no-reply@harbour.example' }

test('a person hears of each thing in their life with us once, however often it is told', async ({
  own,
}) => {
  const machine = testClock()
  const office = await openPostOffice()
  const mailer = smtpMailer(office.url, from)
  await live(machine, async (account, news) => {
    const deps = syncDeps(own, account, machine)
    for (let times = 0; times < 2; times += 1) {
      await deliver(
        deps,
        times === 0 ? news : news.map((event) => ({ ...event, id: `${event.id}_again` })),
      )
      await settle(deps, machine)
      await post(own, mailer, machine.now)
    }
  })
  expect(await toldIn(own)).toEqual([
    ...['payment_made', 'membership_started', 'payment_made'],
    ...['payment_made', 'payment_failed', 'payment_made', 'membership_ended', 'refund_made'],
  ])
  expect(office.received.map(({ mail }) => mail.subject).sort()).toEqual([
    ...['Receipt: your gift of €20', 'Receipt: €5 for your membership'],
    ...['Receipt: €5 for your membership', 'Receipt: €5 for your membership'],
    ...['Welcome: you support The Harbour Post with €5 a month', 'You get €20 back'],
    ...['Your card was declined: €5 for May', 'Your support has ended'],
  ])
  await office.close()
})

test('nobody hears of a history that is read in late, that is made up, or that is old', async ({
  own,
}) => {
  const machine = testClock()
  const account = await live(machine)
  const deps = syncDeps(own, account, machine)
  // the account's last chapters are minutes old, but Mainstay is switched on only now, an hour later
  await account.advance(2 * 3600)
  await hush(own, { until: secondsAfter(machine.now(), 3600), now: account.clock.now() })
  await deliver(deps, await account.events())
  await settle(deps, machine)
  expect(await toldIn(own)).toEqual([])
  // and not later either, when the silence is over and everything is told once more
  await hush(own, { until: null, now: account.clock.now() })
  await deliver(
    deps,
    (await account.events()).map((event) => ({ ...event, id: `${event.id}_again` })),
  )
  await settle(deps, machine)
  expect(await toldIn(own)).toEqual([])
})
