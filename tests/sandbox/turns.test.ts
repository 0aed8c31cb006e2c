import { expect, test } from 'vitest'
import { turns } from '../../src/sandbox/store/turns.ts'

test('work under one key goes one after the other, also after a failure; other keys do not wait', async () => {
  const turn = turns()
  const seen: string[] = []
  const gate = Promise.withResolvers<void>()
  const first = turn('a', async () => {
    await gate.promise
    seen.push('first')
    throw new Error('no luck')
  })
  const second = turn('a', async () => seen.push('second'))
  await turn('b', async () => seen.push('elsewhere'))
  gate.resolve()
  await expect(first).rejects.toThrow('no luck')
  await second
  expect(seen).toEqual(['elsewhere', 'first', 'second'])
})
