// The process that `served` starts: the app on Node, with its background work when told so.
import { startDatabase } from '../../src/cli/database.ts'
import { machineClock } from '../../src/cli/sandbox.ts'
import { configOf } from '../../src/config.ts'
import { depsOf } from '../../src/deps.ts'
import { silentLog } from '../../src/platform/log.ts'
import { serve } from '../../src/server.ts'

const config = configOf(process.env, { production: false, localSecret: 'kept by the tests' })
const { db, reader } = await startDatabase(config)
const clock = machineClock
const deps = depsOf({
  config,
  db,
  reader,
  log: silentLog,
  machineClock,
  clock,
  random: Math.random,
})
const { url, work } = await serve(deps)
if (process.argv.includes('work')) work()
process.on('message', () => process.send?.({ peak_kb: process.resourceUsage().maxRSS }))
process.send?.({ url })
