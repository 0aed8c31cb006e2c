import { expect, test, vi } from 'vitest'
import {
  brokenNetwork,
  killedApp,
  lockedInbox,
  poisoned,
  type Scenario,
  stoppedPostgres,
  troubledStripe,
  twoProcesses,
} from '../soak/scenarios.ts'

vi.setConfig({ testTimeout: 200_000 })

const seed = 2026

/** At a size that takes seconds; `npm run soak` has the whole numbers. `refusals` must be among them. */
const scenarios: [string, Scenario, { times: number; lasts_s: number; refusals: string[] }][] = [
  [
    'the app is killed three times',
    killedApp,
    { times: 3, lasts_s: 0, refusals: ['ECONNREFUSED'] },
  ],
  ['PostgreSQL is killed twice', stoppedPostgres, { times: 2, lasts_s: 0, refusals: ['503'] }],
  [
    'the network to the database breaks in every way',
    brokenNetwork,
    { times: 1, lasts_s: 4, refusals: ['503'] },
  ],
  ['somebody locks the inbox', lockedInbox, { times: 1, lasts_s: 4, refusals: ['503'] }],
  ['Stripe fails a third of all calls', troubledStripe, { times: 1, lasts_s: 0, refusals: [] }],
  ['two processes work side by side', twoProcesses, { times: 1, lasts_s: 0, refusals: [] }],
  ['one charge cannot be read at all', poisoned, { times: 1, lasts_s: 0, refusals: [] }],
]
for (const [name, scenario, { refusals, ...lengths }] of scenarios) {
  test(`${name}: no event is lost and everybody ends as without it`, async () => {
    const { differences, refused } = await scenario({ events: 600, seed, ...lengths })
    expect(differences).toEqual([])
    expect([...refused.keys()]).toEqual(expect.arrayContaining(refusals))
    if (refusals.length === 0) expect([...refused]).toEqual([])
  })
}
