import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { freePorts } from '../free-port.ts'
import { freshInstallation, npmStart } from './installation.ts'

const safe = {
  NODE_ENV: 'production',
  STRIPE_SECRET_KEY: 'sk_live_not_to_be_printed',
  STRIPE_WEBHOOK_SECRET: 'whsec_not_to_be_printed',
  APP_SECRET: 'k3v9q1x7m5z2p8w4n6c0b3f7h1j5l9r2',
  BASE_URL: 'https://members.example.org',
}

test.for([
  {
    without: 'a webhook secret',
    env: { STRIPE_WEBHOOK_SECRET: '' },
    named: 'STRIPE_WEBHOOK_SECRET',
  },
  {
    without: 'https under a live key',
    env: { BASE_URL: 'http://members.example.org' },
    named: 'BASE_URL',
  },
])(
  'a start in production without $without ends with 1, and nothing was opened',
  async ({ env, named }) => {
    const [databasePort = 0] = await freePorts(1)
    let connections = 0
    const database = createServer(() => {
      connections += 1
    }).listen(databasePort, '127.0.0.1')
    const DATABASE_URL = `postgres://127.0.0.1:${databasePort}/mainstay`
    const installation = await freshInstallation({ ...safe, DATABASE_URL, ...env })
    onTestFinished(installation.remove)
    installation.remove()
    const start = npmStart(installation)
    expect(await start.exited).toBe(1)
    expect(start.stderr()).toContain(named)
    expect(start.stderr() + start.stdout()).not.toContain('not_to_be_printed')
    expect({ connections, folder: existsSync(installation.dataDir) }).toEqual({
      connections: 0,
      folder: false,
    })
    database.close()
  },
)
