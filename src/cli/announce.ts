import { Console } from 'node:console'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { AppDeps } from '../deps.ts'
import { addStaff } from '../staff/team/staff.ts'

const localStaff = 'staff@newsroom.example'

/** Prints where to look and how to sign in; in production there is nothing to show. */
export async function addresses(deps: AppDeps): Promise<void> {
  const { baseUrl, production, stripe } = deps.config
  if (production) return
  const signIn = await addStaff(deps, { email: localStaff, role: 'admin' })
  const rows = [
    ['article', `${baseUrl}/article`],
    ['support', `${baseUrl}/support`],
    ['desk', `${baseUrl}/desk`],
    ['mailbox', `${baseUrl}/_dev/mail`],
    ...(stripe.apiBase === null
      ? []
      : [['Stripe sandbox', new URL('/_sandbox', stripe.apiBase).href]]),
    ['sign in', signIn.url],
  ]
  for (const [name = '', address] of rows) process.stdout.write(`${name.padEnd(16)}${address}\n`)
}

/** On a terminal a log would bury the addresses: it goes to DATA_DIR/mainstay.log. */
export function fileConsole(dataDir: string): Console {
  mkdirSync(dataDir, { recursive: true })
  return new Console(createWriteStream(join(dataDir, 'mainstay.log'), { flags: 'a', mode: 0o600 }))
}
