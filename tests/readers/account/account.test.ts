import { expect } from 'vitest'
import { testWithMainstay as test } from '../../mainstay.ts'
import { readerAt } from './reader.ts'

test('a stranger is led to sign in and back, a program is told 401', async ({ mainstay }) => {
  const page = await fetch(new URL('/account', mainstay.url), {
    redirect: 'manual',
    headers: { accept: 'text/html' },
  })
  expect([page.status, page.headers.get('location')]).toEqual([303, '/sign-in?next=%2Faccount'])
  expect(page.headers.get('cache-control')).toBe('private, no-store')
  const program = await fetch(new URL('/account', mainstay.url))
  expect(program.status).toBe(401)
})

test('who gives monthly sees the amount, the next charge and a numbered receipt', async ({
  mainstay,
}) => {
  const session = await mainstay.order({ frequency: 'monthly', amount: '10' })
  await mainstay.pay(session, { email: 'ann@example.org' })
  await mainstay.settled()
  const reader = await readerAt(mainstay, 'ann@example.org')
  const page = await reader.get('/account')
  expect(page.headers.get('cache-control')).toBe('private, no-store')
  const text = await page.text()
  expect(text).toContain('€10 a month')
  expect(text).toMatch(/Next charge: €10\.00 on /)
  expect(text).toMatch(/\/account\/receipts\/\d{4}-000001/)
})
