// Opens Checkout sessions after 30 ms, as Stripe does at its best; in a process of its own, so that
// its work is not counted as ours.
import { setTimeout as wait } from 'node:timers/promises'
import { listen } from '../src/platform/http/listen.ts'

const answersAfter_ms = 30
const [port = ''] = process.argv.slice(2)
let count = 0

async function answer(): Promise<Response> {
  count += 1
  await wait(answersAfter_ms)
  const expires_at = Math.floor(Date.now() / 1000) + 86_400
  const session = { id: `cs_test_${count}`, object: 'checkout.session', status: 'open' }
  return Response.json({ ...session, url: `https://checkout.stripe.com/${count}`, expires_at })
}

await listen(answer, { host: '127.0.0.1', port: Number(port), variable: 'PORT' })
process.stdout.write('listening\n')
