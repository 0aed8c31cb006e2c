import { expect } from 'vitest'
import { chanceOf } from '../../src/cli/demo/chance.ts'
import { officeOf } from '../../src/cli/demo/office.ts'
import { storyOf } from '../../src/cli/demo/story.ts'
import {
  type Installation,
  mainstay,
  npmRun,
  testWithInstallation as test,
} from './installation.ts'

const size = { members: 5, months: 3, seed: 7 }
const span = { from: '2025-06-01', to: '2026-11-24' }

async function demo(installation: Installation) {
  const words = ['--members', '5', '--months', '3', '--seed', '7']
  const run = npmRun(installation, 'demo', '--', ...words)
  return { code: await run.exited, stdout: run.stdout(), stderr: run.stderr() }
}

test('a demo fills an empty instance with proven books, and a second one adds nothing', {
  timeout: 90_000,
}, async ({ installation }) => {
  const first = await demo(installation)
  expect(first.stderr).toContain('██████████████████████████████')
  expect(first).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/5 memberships, \d+ gifts, in \d+ s\./),
  })
  const proven = await mainstay(installation, 'verify', '--json')
  expect(JSON.parse(proven.stdout)).toMatchObject({ ok: true })
  const second = await demo(installation)
  expect(second).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing was added') })
})

test('the same seed makes up the same story, another one another', () => {
  expect(storyOf(size, span)).toEqual(storyOf(size, span))
  expect(storyOf({ ...size, seed: 8 }, span)).not.toEqual(storyOf(size, span))
})

test('eighteen months of five hundred members have something of everything', () => {
  const { pledges, scenes } = storyOf({ members: 500, months: 18, seed: 1 }, span)
  const kinds = new Set(scenes.map(({ turn }) => turn.kind))
  expect([...kinds].sort()).toEqual([
    ...['card_fails', 'card_mended', 'change', 'dispute', 'dispute_lost', 'dispute_won', 'leave'],
    ...['leave_at_once', 'order', 'pause', 'refund', 'resume'],
  ])
  expect(pledges.filter(({ frequency }) => frequency !== 'once')).toHaveLength(500)
  expect(new Set(pledges.map(({ campaign }) => campaign))).toEqual(
    new Set([null, 'spring-drive', 'river-files', 'year-end']),
  )
  expect(pledges.some(({ amount_minor }) => amount_minor > 500_000)).toBe(true)
})

test('the office closes every month but the last two, of which one still misses a class', () => {
  const acts = officeOf({ members: 500, months: 18, seed: 1 }, span)
  const closed = new Set(acts.flatMap((act) => (act.kind === 'close' ? act.month : [])))
  expect([...closed].sort().at(0)).toBe('2025-06')
  expect([...closed].sort().at(-1)).toBe('2026-09')
  const documents = acts.flatMap((act) => (act.kind === 'income' ? [act.income] : []))
  expect(documents).toContainEqual(expect.objectContaining({ document: 'syndication-2026-09' }))
  expect(documents).not.toContainEqual(expect.objectContaining({ document: 'syndication-2026-10' }))
})

test('chance draws each as often as it weighs', () => {
  const chance = chanceOf(3)
  const drawn = Array.from({ length: 4000 }, () =>
    chance.weighted([
      ['often', 3],
      ['seldom', 1],
    ]),
  )
  const often = drawn.filter((word) => word === 'often').length
  expect(often).toBeGreaterThan(2800)
  expect(often).toBeLessThan(3200)
})
