import { expect, test } from 'vitest'
import { expandPaths } from '../../src/sandbox/wire/expand.ts'

/** Frozen: who writes into a stored object fails here. */
const objects: Record<string, object> = {
  cus_1: Object.freeze({ id: 'cus_1', default: 'pm_1' }),
  pm_1: Object.freeze({ id: 'pm_1', owner: 'cus_1' }),
  txn_1: Object.freeze({ id: 'txn_1', source: 'ch_1' }),
  ch_1: Object.freeze({ id: 'ch_1', customer: 'cus_1', refund: null, amount: 500 }),
}
const load = async (id: string) => objects[id]
const expand = (object: object, ...paths: string[]) => expandPaths(object, paths, load)

test('an id becomes its object, several levels down', async () => {
  expect(await expand({ customer: 'cus_1' }, 'customer.default')).toEqual({
    customer: { id: 'cus_1', default: { id: 'pm_1', owner: 'cus_1' } },
  })
})

test('a path through data reaches every item of a list', async () => {
  const list = { object: 'list', data: [{ source: 'ch_1' }, { source: null }] }
  expect(await expand(list, 'data.source')).toEqual({
    object: 'list',
    data: [{ source: objects.ch_1 }, { source: null }],
  })
})

test('ids in an array become objects', async () => {
  expect(await expand({ txns: ['txn_1'] }, 'txns.source')).toEqual({
    txns: [{ id: 'txn_1', source: objects.ch_1 }],
  })
})

test('two paths through one object both hold', async () => {
  const both = await expand({ a: 'ch_1' }, 'a.customer', 'a.customer.default')
  expect(both).toEqual({
    a: { ...objects.ch_1, customer: { id: 'cus_1', default: objects.pm_1 } },
  })
})

test('null stays null on the way too, and what was given stays as it was', async () => {
  const given = { latest: 'txn_1' }
  expect(await expand(given, 'latest.source.refund')).toMatchObject({
    latest: { source: { refund: null } },
  })
  expect(given).toEqual({ latest: 'txn_1' })
  expect(await expand({ customer: null }, 'customer.default')).toEqual({ customer: null })
})

test('what an object leaves out comes when it is asked for', async () => {
  const include = async (object: Record<string, unknown>, key: string) =>
    key === 'line_items' ? { object: 'list', data: [{ of: object.id }] } : undefined
  expect(await expandPaths({ id: 'cs_1' }, ['line_items'], load, include)).toEqual({
    id: 'cs_1',
    line_items: { object: 'list', data: [{ of: 'cs_1' }] },
  })
})

test.each(['nothing', 'amount', 'customer.amount', 'a.b.c.d.e', '__proto__'])(
  '%s is refused as not expandable',
  async (path) => {
    const refused = expand({ amount: 5, customer: 'cus_1', status: 'active', a: 'cus_1' }, path)
    await expect(refused).rejects.toMatchObject({ status: 400, param: 'expand' })
  },
)

test('a text that is no id is not expandable', async () => {
  await expect(expand({ status: 'active' }, 'status')).rejects.toThrow(
    'This property cannot be expanded (status).',
  )
})

test('four levels are expanded, a fifth is refused', async () => {
  await expand({ a: 'ch_1' }, 'a.customer.default.owner')
  await expect(expand({ a: 'ch_1' }, 'a.customer.default.owner.default')).rejects.toThrow(
    'You cannot expand more than 4 levels of a property.',
  )
})
