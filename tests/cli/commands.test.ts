import { existsSync, readFileSync } from 'node:fs'
import { expect, vi } from 'vitest'
import { migrationHead } from '../../src/platform/database/head.ts'
import { productAt } from '../product.ts'
import {
  freshInstallation,
  type Installation,
  mainstay,
  npmStart,
  testWithInstallation,
} from './installation.ts'

vi.setConfig({ testTimeout: 120_000 }) // a process a command, on a machine with other work

const test = testWithInstallation.extend<{ running: Installation; bare: Installation }>({
  /** Without a data folder: whatever is opened makes one. */
  bare: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from this pattern
    async ({}, use) => {
      const bare = await freshInstallation()
      bare.remove()
      await use(bare)
      bare.remove()
    },
    { scope: 'file' },
  ],
  running: [
    async ({ installation }, use) => {
      const start = npmStart(installation)
      await start.ready()
      await use(installation)
      process.kill(-start.pid, 'SIGINT')
      await start.exited
    },
    { scope: 'file' },
  ],
})

/** What a command says with --json: its exit code, and stdout as the one document that it is. */
async function asked(installation: Installation, ...words: string[]) {
  const { code, stdout } = await mainstay(installation, ...words, '--json')
  const document: unknown = JSON.parse(stdout)
  return { code, document }
}

test('every command works on a fresh machine, and each prints one JSON document', async ({
  installation,
}) => {
  const ask = (line: string) => asked(installation, ...line.split(' '))
  expect(await ask('migrate')).toEqual({ code: 0, document: { head: migrationHead } })
  expect(await ask('keys create paywall --role entitlement')).toEqual({
    code: 0,
    document: { key: expect.stringMatching(/^ms_[\w-]{40,}$/) },
  })
  expect(await ask('staff add ann@example.org --role finance')).toEqual({
    code: 0,
    document: { url: expect.stringContaining(`${installation.url}/sign-in/confirm?token=`) },
  })
  expect(await ask('sync')).toEqual({ code: 0, document: { drained: 0, found: [] } })
  const endpoint = { id: 'we_mainstay_embedded', outcome: 'unchanged' } // of the same 45 events
  const objects = expect.arrayContaining([expect.objectContaining(endpoint)])
  expect(await ask('setup')).toMatchObject({ code: 0, document: { objects, secret: null } })
  expect(await ask('verify')).toMatchObject({ code: 0, document: { ok: true } })
  const file = `${installation.dataDir}/rates.csv`
  expect(await ask(`export rates --out ${file}`)).toEqual({ code: 0, document: { file } })
  expect(readFileSync(file, 'utf8')).toBe('day,base,currency,rate,source,imported_at')
  const nothing = { errors: [{ field: 'NAME', message: 'There is no such file.' }] }
  expect(await ask('export nonsense')).toEqual({ code: 1, document: nothing })
})

test('beside a running start they work on its database and its Stripe', async ({ running }) => {
  const product = productAt(running)
  const session = await product.order({ frequency: 'once', amount: '10' })
  await product.pay(session, { email: 'olena@example.org' })
  await product.settled()

  expect(await asked(running, 'sync')).toMatchObject({ code: 0, document: { found: [] } })
  expect((await mainstay(running, 'setup')).stdout).toBe(
    'Nothing to do: 16 objects are as they should be.',
  )
  const { code, document } = await asked(running, 'verify')
  expect({ code, document }).toMatchObject({ code: 0, document: { ok: true } })
  expect(JSON.stringify(document)).toContain('"difference":0')

  const finance = await mainstay(running, 'keys', 'create', 'books', '--role', 'finance')
  const headers = { authorization: `Bearer ${finance.stdout.trim()}` }
  const entries = await fetch(`${running.url}/api/ledger/entries`, { headers })
  expect(await entries.json()).toMatchObject({ data: [{ kind: 'payment', amount_minor: 1000 }] })
})

test('a whole history is counted, read beside the running start, and read again', async ({
  running,
}) => {
  const read = (...more: string[]) => asked(running, 'backfill', '--since', '2019-01-01', ...more)
  const charges = { list: 'charges', objects: 1 }
  expect(await read('--dry-run')).toMatchObject({
    code: 0,
    document: { dry_run: true, resumed: false, lists: expect.arrayContaining([charges]) },
  })
  const whole = { dry_run: false, resumed: false, lists: expect.arrayContaining([charges]) }
  expect(await read()).toMatchObject({ code: 0, document: whole })
  const told = await mainstay(running, 'backfill', '--since', '2019-01-01')
  expect(told.stderr).toMatch(/^charges +█{20} 1 read/m)
  expect(told.stdout).toMatch(/^charges +1$/m)
  expect(await asked(running, 'replay', '--all')).toEqual({
    code: 0,
    document: { replayed: [], done: 0, failed: 0 },
  })
})

test.for([
  { line: 'keys create paywall --role king', told: 'role: Give one of' },
  { line: 'keys create paywall', told: '--role is missing' },
  { line: 'keys create --role admin', told: 'NAME is missing' },
  { line: 'staff add ann@example.org --role entitlement', told: 'role' },
  { line: 'staff add ann --role admin', told: 'email: This is no e-mail address.' },
  { line: 'rates import', told: 'FILE is missing' },
  { line: 'verify --loudly', told: '--loudly' },
  { line: 'sync now', told: 'now: one word too many' },
  { line: 'backfill', told: '--since is missing' },
  { line: 'backfill --since 2019-02-30', told: '--since: This is no day' },
  { line: 'replay ch_1 --all', told: 'Give objects or --all' },
])('«$line» ends with 2 and its usage; nothing was opened', async ({ line, told }, { bare }) => {
  const { code, stdout, stderr } = await mainstay(bare, ...line.split(' '))
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(told)
  expect(stderr).toContain(`Usage: mainstay ${line.split(' ')[0]}`)
  expect(existsSync(bare.dataDir)).toBe(false)
})

test.for(['rates', 'income'])(
  '%s of a file that is not there: 1 with the file named, nothing was opened',
  async (what, { bare }) => {
    const { code, stdout, stderr } = await mainstay(bare, what, 'import', 'no-such-file.csv')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^no-such-file\.csv cannot be read\. Nothing was opened/)
    expect(existsSync(bare.dataDir)).toBe(false)
  },
)

test.for(['dance', 'dance --help'])(
  '«%s», which is no command, ends with 2 and the list of commands',
  async (line, { bare }) => {
    const { code, stdout, stderr } = await mainstay(bare, ...line.split(' '))
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(`mainstay ${line.split(' ')[0]}: there is no such command.`)
    expect(stderr).toContain('mainstay keys create NAME')
  },
)

test('a group’s name alone asks which of its commands, and with --help tells of each', async ({
  bare,
}) => {
  const alone = await mainstay(bare, 'keys')
  expect(alone).toMatchObject({ code: 2, stdout: '' })
  expect(alone.stderr).toContain('mainstay keys: say which.')
  const { code, stdout } = await mainstay(bare, 'keys', '--help')
  expect({ code, rates: stdout.includes('rates import') }).toEqual({ code: 0, rates: false })
  expect(stdout).toContain('mainstay keys create NAME')
})

test.for([
  { line: 'dance', code: 2, error: 'mainstay dance: there is no such command.' },
  { line: 'backfill', code: 2, error: '--since is missing.' },
  { line: 'rates import none.csv', code: 1, error: expect.stringContaining('none.csv') },
])(
  '«$line --json» says what is wrong as its one document',
  async ({ line, code, error }, { bare }) => {
    expect(await asked(bare, ...line.split(' '))).toEqual({ code, document: { ok: false, error } })
  },
)

test('help is one document, too', async ({ bare }) => {
  expect(await asked(bare, 'sync', '--help')).toEqual({
    code: 0,
    document: { usage: 'sync', summary: expect.any(String) },
  })
  const all = {
    commands: expect.arrayContaining([{ usage: 'verify', summary: expect.any(String) }]),
  }
  expect(await asked(bare, '--help')).toEqual({ code: 0, document: all })
})

test.for([
  { url: 'postgres://127.0.0.1:1/mainstay', told: 'DATABASE_URL: no database answers there' },
  { url: 'nonsense', told: 'DATABASE_URL: is no address' },
])('a command with DATABASE_URL=$url names the variable', async ({ url, told }, { bare }) => {
  const broken = { ...bare, env: { ...bare.env, DATABASE_URL: url } }
  const { code, stderr } = await mainstay(broken, 'migrate')
  expect(code).toBe(1)
  expect(stderr).toContain(told)
})
