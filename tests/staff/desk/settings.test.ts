import { expect } from 'vitest'
import type { Database } from '../../../src/platform/database/connection.ts'
import { settingsPages } from '../../../src/staff/desk/settings/routes.tsx'
import { testWithDatabase as test } from '../../database.ts'
import { closeMonth } from '../../ledger/builders.ts'
import { deskDeps, deskOf, textOf } from './desk.ts'

function desk(db: Database) {
  return deskOf('finance', deskDeps(db), (app) => app.route('/desk/settings', settingsPages))
}

test('what is declared stands below its form, with everything said before', async ({ db: own }) => {
  const settings = desk(own)
  const cash = { cash: '12,500.50', monthly_costs: '4000', currency: '', as_of: '2026-06-01' }
  const { status, headers } = await settings.post('/desk/settings/cash', cash)
  expect([status, headers.get('location')]).toEqual([303, '/desk/settings?done=cash#cash'])
  await settings.post('/desk/settings/cash', { ...cash, cash: '-300' })
  const text = textOf((await settings.open('/desk/settings')).html)
  expect(text).toMatch(
    /As of 2026-06-01, Cash −300.00 EUR, Monthly costs 4,000.00 EUR .* Cash 12,500.50 EUR/,
  )
})

test('what cannot be declared is told beside its field, and what was typed stays', async ({
  db: own,
}) => {
  const tax = { regime: 'included', rate: 'twenty', product: 'membership', country: '', from: '' }
  const { status, html } = await desk(own).post('/desk/settings/tax', tax)
  expect(status).toBe(422)
  expect(html).toMatch(/id="tax-rate-error">[^<]*A rate is written as/)
  expect(html).toContain('value="twenty"')
  expect(html).toContain('value="membership"')
})

test('a product is not declared into a closed month', async ({ db: own }) => {
  await closeMonth(own, '2026-05', new Date('2026-06-02T10:00:00Z'))
  const product = { key: 'membership', treatment: 'exchange', fair_value: '', currency: '' }
  const refused = await desk(own).post('/desk/settings/products', { ...product, from: '' })
  expect(refused.html).toMatch(/id="products-from-error">2026-05 is closed/)
  const declared = await desk(own).post('/desk/settings/products', {
    ...product,
    from: '2026-06-01',
  })
  expect(declared.status).toBe(303)
  expect(textOf((await desk(own).open('/desk/settings')).html)).toContain(
    'membership, Treatment exchange 2026-06-01',
  )
})

test('accounts are named as the newsroom’s own books name them', async ({ db: own }) => {
  const fees = { 'accounts.fees.number': '4970', 'accounts.fees.name': 'Nebenkosten' }
  expect((await desk(own).post('/desk/settings/accounts', fees)).status).toBe(303)
  const { html } = await desk(own).open('/desk/settings')
  expect(html).toContain('value="Nebenkosten"')
  const wrong = { 'accounts.fees.number': 'no number', 'accounts.fees.name': 'Fees' }
  const refused = await desk(own).post('/desk/settings/accounts', wrong)
  expect(refused.status).toBe(422)
  expect(refused.html).toContain('href="#accounts.fees.number"')
  expect(refused.html).toContain('value="no number"')
})

test('rates come from a file, once', async ({ db: own }) => {
  const upload = (text: string) => {
    const body = new FormData()
    body.set('file', new File([text], 'eurofxref-hist.csv'))
    return desk(own).open('/desk/settings/rates', { method: 'POST', body })
  }
  expect((await upload('Date,USD,\n2026-06-12,1.25,\n')).status).toBe(303)
  expect(textOf((await desk(own).open('/desk/settings')).html)).toContain(
    'ECB 1 2026-06-12 2026-06-12',
  )
  const { status, html } = await upload('Date,USD,\n2026-06-12,1.3,\n')
  expect(status).toBe(422)
  expect(html).toContain('is known as 1.25, the file says 1.3.')
})
