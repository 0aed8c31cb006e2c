// Stripe for the benchmarks, in a process of its own: an account of the sandbox that has been lived,
// its events to send, how often it was called, and how long it takes to answer.
import { setTimeout as wait } from 'node:timers/promises'
import { listen } from '../src/platform/http/listen.ts'
import { createSandbox } from '../src/sandbox/sandbox.ts'
import { memoryStore } from '../src/sandbox/store/memory.ts'
import { lived } from './history.ts'

const [port = '', members = ''] = process.argv.slice(2)
const origin = `http://127.0.0.1:${port}`
const sandbox = await createSandbox({
  store: memoryStore(),
  machineNow: () => new Date(),
  seed: 1,
  settlementCurrency: 'eur',
  origin,
  log: () => {},
})
const events = await lived(sandbox, Number(members))
let calls = 0
let latency_ms = 0

async function answer(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  if (pathname === '/_bench/events') return new Response(events.join('\n'))
  if (pathname === '/_bench/calls') return Response.json({ calls })
  if (pathname === '/_bench/latency') {
    latency_ms = Number(searchParams.get('ms'))
    return new Response()
  }
  if (pathname.startsWith('/v1/')) calls += 1
  if (latency_ms > 0) await wait(latency_ms)
  return sandbox.fetch(request.method === 'GET' ? ofTheOriginal(request) : request)
}

/** The copies of the account (`renamed` in load.ts) have the objects of the original. */
function ofTheOriginal({ url, headers }: Request): Request {
  return new Request(url.replaceAll(/Copy\w+/g, ''), { headers })
}

await listen(answer, { host: '127.0.0.1', port: Number(port), variable: 'SANDBOX_PORT' })
process.on('disconnect', () => process.exit(0)) // whoever started it has ended
process.stdout.write('listening\n')
