import { expect } from 'vitest'
import type { StaffRole } from '../../../src/platform/auth/principal.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { reportPages } from '../../../src/staff/desk/reports.ts'
import { testWithDatabase as test } from '../../database.ts'
import { book, gift, stripeRow } from '../../ledger/builders.ts'
import { insertMember, insertSubscription } from '../../members/builders.ts'
import { change, priced } from '../../members/changes.ts'
import { deskDeps, deskOf, textOf } from './desk.ts'

function desk(db: Database, role: StaffRole = 'finance') {
  return deskOf(role, deskDeps(db), (app) => app.route('/desk', reportPages))
}

function headline(html: string): string {
  const [, words = ''] = /<h1>(.*?)<\/h1>/s.exec(html) ?? []
  return words.replaceAll(/<[^>]+>/g, '')
}

const days = 'from=2026-05-01&to=2026-07-01'

/** Two members of ten euros, one of whom leaves; three gifts of two persons. */
async function aSpring(db: Database) {
  const labelled = (member_id: string, name: string) => ({ label: { member_id, class: name } })
  for (const id of ['mem_a', 'mem_b']) {
    await insertMember(db, { id })
    await insertSubscription(db, { id: `sub_${id}`, member_id: id })
  }
  const price = priced(1000n)
  const told = [
    change('created', '2026-05-02T10:00:00Z', { subscription: 'sub_mem_a', price }),
    change('created', '2026-05-03T10:00:00Z', { subscription: 'sub_mem_b', price }),
    change('deleted', '2026-06-04T10:00:00Z', {
      ...{ subscription: 'sub_mem_b', price, price_before: price, status_before: 'active' },
      end_reason: 'cancellation_requested',
    }),
  ]
  for (const row of told) {
    const json = {
      price: JSON.stringify(row.price),
      price_before: JSON.stringify(row.price_before),
    }
    await db
      .insertInto('subscription_change')
      .values({ ...row, ...json })
      .execute()
  }
  await book(db, [
    gift('2026-05-02', 1_000n, labelled('mem_a', 'membership')),
    gift('2026-05-03', 1_000n, labelled('mem_b', 'membership')),
    gift('2026-05-10', 2_000n, labelled('mem_a', 'gift')),
    gift('2026-05-11', 4_000n, labelled('mem_c', 'gift')),
    gift('2026-06-01', 6_000n, labelled('mem_c', 'gift')),
    stripeRow('payout', '2026-06-02', { amount_minor: -2_000n, label: { class: null } }),
  ])
}

test.for([
  ['mrr', 'Memberships bring €10.00 a month in June 2026, €10.00 less than before'],
  ['members', '1 member in June 2026, 1 fewer than before'],
  ['retention', '50.0 % of the members at its start were lost in June 2026'],
  ['donors', '1 person gave once in June 2026, the middle gift was €60.00'],
  ['concentration', '1 person of 3 gave half of readers’ money, the top 10 % gave 71.4 %'],
  ['attribution', 'No campaign brought a payment in June 2026'],
  ['recovery', 'No payment of a membership failed in June 2026'],
  ['deferred', 'What is owed to members is not known: not declared yet'],
  ['reconciliation', 'No payout reached the bank in May 2026 to June 2026'],
  ['forecast', 'At this pace 2 members bring €20.00 a month in May 2026'],
])('%s says in a sentence: %s', async ([name, sentence], { books }) => {
  await aSpring(books.trx)
  const { status, html } = await desk(books.trx).open(`/desk/${name}?${days}`)
  expect([status, headline(html)]).toEqual([200, sentence])
  expect(html).toContain(`href="/api/reports/${name}.csv?from=2026-05-01`)
})

test.for(['donors', 'concentration', 'mrr', 'members', 'retention', 'attribution'])(
  'figures of %s open rows that come to them; a viewer sees the figures only',
  async (name, { books }) => {
    await aSpring(books.trx)
    const { html } = await desk(books.trx).open(`/desk/${name}?${days}&interval=year`)
    const links = html.matchAll(/<a href="(\/desk\/[a-z]+\/rows[^"]+)">([^<]+)<\/a>/g)
    const figures = new Map([...links].map(([, href = '', figure = '']) => [href, figure]))
    expect(figures.size).toBeGreaterThan(3)
    for (const [href, figure] of figures) {
      if (/%$|^0\.\d+$/.test(figure) || href.includes('median')) continue
      const rows = await desk(books.trx).open(href.replaceAll('&amp;', '&'))
      const [, sum] = / come to €?([\d,.−]+)$/.exec(headline(rows.html)) ?? []
      if (sum !== undefined) expect([href, sum]).toEqual([href, figure])
      expect(rows.status).toBe(200)
    }
    const viewer = await desk(books.trx, 'viewer').open(`/desk/${name}?${days}`)
    expect(viewer.status).toBe(200)
    expect(viewer.html).not.toContain('/rows?')
    expect((await desk(books.trx, 'viewer').open(`/desk/${name}/rows?figure=donors`)).status).toBe(
      403,
    )
  },
)

test('a report without a rate says which, beside its field', async ({ books }) => {
  await aSpring(books.trx)
  const { status, html } = await desk(books.trx).open(`/desk/mrr?${days}&currency=USD`)
  expect(status).toBe(422)
  expect(html).toContain('value="USD"')
  expect(html).toMatch(/id="currency-error">There is no rate of EUR for 2026-05-31/)
})

test('cohorts say each figure in its cell', async ({ books }) => {
  await aSpring(books.trx)
  const text = textOf((await desk(books.trx).open(`/desk/retention?${days}`)).html)
  expect(text).toMatch(/First paid in Members 0 1 May 2026 2 100/)
})
