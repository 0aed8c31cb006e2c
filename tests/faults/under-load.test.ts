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

/** What takes seconds; `npm run soak` has the whole numbers. */
const size = { events: 400, seed: 2026 }

type Troubled = [name: string, scenario: Scenario, lengths: { times: number; lasts_s: number }]

/** Deliveries are refused meanwhile; after a kill the dead process's leases run out, forty idle seconds. */
const refusing: Troubled[] = [
  ['the app is killed three times', killedApp, { times: 3, lasts_s: 0 }],
  ['PostgreSQL is killed twice', stoppedPostgres, { times: 2, lasts_s: 0 }],
  ['the network to the database breaks in every way', brokenNetwork, { times: 1, lasts_s: 4 }],
  ['somebody locks the inbox', lockedInbox, { times: 1, lasts_s: 4 }],
]
for (const [name, scenario, lengths] of refusing) {
  test.concurrent(`${name}: no event is lost and everybody ends as without it`, async () => {
    const { differences, refused } = await scenario({ ...size, ...lengths })
    expect(differences).toEqual([])
    expect([...refused.keys()]).toContainEqual(expect.stringMatching(/^503|^ECONNREFUSED/))
  })
}

/** Nobody at the door notices anything. */
const unnoticed: [name: string, scenario: Scenario][] = [
  ['Stripe fails a third of all calls', troubledStripe],
  ['two processes work side by side', twoProcesses],
  ['one charge cannot be read at all', poisoned],
]
for (const [name, scenario] of unnoticed) {
  test(`${name}: every delivery is taken and everybody ends as without it`, async () => {
    const { differences, refused } = await scenario({ ...size, times: 1, lasts_s: 0 })
    expect(differences).toEqual([])
    expect([...refused]).toEqual([])
  })
}
