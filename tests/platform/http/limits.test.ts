import { describe, expect } from 'vitest'
import { secondsAfter } from '../../../src/platform/clock.ts'
import { forgetCounts, withinLimit, withinLimits } from '../../../src/platform/http/limits.ts'
import { testWithDatabase as test } from '../../database.ts'

const noon = new Date('2026-03-01T12:00:00Z')
const perMinute = { limit: 5, window_s: 60 }
const perHour = { limit: 7, window_s: 3600 }

describe('limits', () => {
  test('of fifty at once against a limit of five, five pass', async ({ db }) => {
    const uses = Array.from({ length: 50 }, () =>
      withinLimit(db, { key: 'burst', ...perMinute, now: noon }),
    )
    const passed = (await Promise.all(uses)).filter(({ ok }) => ok)
    expect(passed).toHaveLength(5)
  })

  test('a refusal says in whole seconds when the window ends, and then it passes', async ({
    db,
  }) => {
    const use = (now: Date) => withinLimit(db, { key: 'retry', limit: 1, window_s: 60, now })
    await use(noon)
    expect(await use(secondsAfter(noon, 20.4))).toEqual({ ok: false, retry_after_s: 40 })
    expect(await use(secondsAfter(noon, 59.999))).toEqual({ ok: false, retry_after_s: 1 })
    expect(await use(secondsAfter(noon, 60))).toEqual({ ok: true })
  })

  test('what the minute refuses does not count in the hour', async ({ db }) => {
    const use = (now: Date) => withinLimits(db, { key: 'two', limits: [perMinute, perHour], now })
    for (let n = 0; n < 20; n += 1) await use(noon)
    const later = secondsAfter(noon, 60)
    const outcomes = [await use(later), await use(later), await use(later)]
    expect(outcomes).toEqual([
      { ok: true },
      { ok: true }, // 5 + 2 = 7 in this hour
      { ok: false, retry_after_s: 3540 },
    ])
  })

  test('keys do not share their counts', async ({ db }) => {
    const use = (key: string) => withinLimit(db, { key, limit: 1, window_s: 60, now: noon })
    expect(await use('one')).toEqual({ ok: true })
    expect(await use('other')).toEqual({ ok: true })
  })

  test('old counts are forgotten, those of running windows stay', async ({ db }) => {
    const use = () => withinLimit(db, { key: 'kept', limit: 1, window_s: 60, now: noon })
    await use()
    await forgetCounts(db, noon)
    expect((await use()).ok).toBe(false)
    await forgetCounts(db, secondsAfter(noon, 1))
    expect((await use()).ok).toBe(true)
  })
})
