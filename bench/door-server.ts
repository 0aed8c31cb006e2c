// The door alone, in a process of its own: `raw` is what anybody would write who only verifies and
// inserts, `app` is ours. Both on the same database, with the same number of connections.

import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import pg from 'pg'
import Stripe from 'stripe'
import { createApp } from '../src/app.ts'
import { listen } from '../src/platform/http/listen.ts'
import { benchDeps, webhookSecret } from './ground.ts'

const [kind, databaseUrl = '', port = '0'] = process.argv.slice(2)
if (kind === 'raw') await raw(databaseUrl, Number(port))
else await app(databaseUrl, Number(port))
process.stdout.write('listening\n')

async function app(url: string, port: number) {
  const deps = benchDeps(url, 'http://127.0.0.1:9')
  const { fetch } = createApp({ config: deps.config, depsOf: () => deps, peerAddress: () => null })
  await listen(fetch, { host: '127.0.0.1', port, variable: 'PORT' })
}

async function raw(connectionString: string, port: number) {
  const pool = new pg.Pool({ connectionString, max: 10 })
  await pool.query('create table if not exists raw_event (id text primary key, payload text)')
  const stripe = new Stripe('sk_test_bench')
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    const signature = request.headers['stripe-signature'] ?? ''
    const event = stripe.webhooks.constructEvent(body, signature, webhookSecret)
    const sql = 'insert into raw_event values ($1, $2) on conflict do nothing'
    await pool.query(sql, [event.id, body])
    response.writeHead(200).end('{"received":true}')
  })
  await once(server.listen(port, '127.0.0.1'), 'listening')
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
