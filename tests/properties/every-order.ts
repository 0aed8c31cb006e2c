import { describe, expect } from 'vitest'
import { testWithDatabase as test } from '../database.ts'
import type { Ending } from './ending.ts'
import { anyOrders, confusingOrders, harmfulOrders, type Order, withOneDropped } from './orders.ts'
import { recordingOf } from './recording.ts'
import type { Story } from './stories/story.ts'
import { told } from './telling.ts'

const seed = 2026

/** Tests that each story ends as worked out by hand, whatever is told of it and in which order. */
export function everyOrderEndsTheSame(
  stories: readonly Story[],
  { shuffles }: { shuffles: number },
): void {
  for (const story of stories) {
    describe(story.name, () => {
      test('ends in one state in any order, with repeats', async ({ db }) => {
        const recording = await recordingOf(story)
        const { rows } = recording
        const orders = [
          { how: 'as it happened', rows },
          ...anyOrders(rows, { shuffles, seed }),
          ...harmfulOrders(rows),
          ...confusingOrders(rows, { shuffles: 20, seed }),
        ]
        expectSame(story, orders, await told(db, recording, orders))
      })

      test('ends in that state after one sweep, whichever event was lost', async ({ db }) => {
        const recording = await recordingOf(story)
        const { rows } = recording
        const orders = [{ how: 'as it happened', rows }, ...withOneDropped(rows)]
        expectSame(story, orders, await told(db, recording, orders, { sweep: true }))
      })
    })
  }
}

function expectSame({ ends }: Story, orders: readonly Order[], endings: readonly Ending[]): void {
  const [first, ...others] = endings
  expect(first).toMatchObject(ends)
  for (const [at, { rows }] of others.entries()) {
    const order = orders[at + 1]
    const types = order?.rows.map(({ type }) => type).join(', ')
    expect(rows, `${order?.how}: ${types}`).toBe(first?.rows)
  }
}
