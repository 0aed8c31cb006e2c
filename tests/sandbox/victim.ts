import { serve } from '@hono/node-server'
import { Pool } from 'pg'
import { createSandbox } from '../../src/sandbox/sandbox.ts'
import { postgresStore } from '../../src/sandbox/store/postgres.ts'

/** A sandbox in a process of its own, to be killed: `node victim.ts DATABASE_URL`. */
const pool = new Pool({ connectionString: process.argv[2] })
const sandbox = await createSandbox({
  store: await postgresStore(pool),
  machineNow: () => new Date(),
  seed: 7,
  settlementCurrency: 'eur',
  origin: 'http://sandbox.test',
  log: () => {},
})
serve({ fetch: sandbox.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  sandbox.start()
  console.log(port)
})
