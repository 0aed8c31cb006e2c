// The `mainstay` command: `npx --no mainstay COMMAND`. See `--help`.
import { Console } from 'node:console'
import { parseArgs } from 'node:util'
import { jsonLog } from '../platform/json-log.ts'
import { type Command, type Given, type Outcome, type Run, UsageError } from './command.ts'
import { commands, type Listed } from './commands/commands.ts'

const common = { json: { type: 'boolean' }, help: { type: 'boolean' } } as const

const words = process.argv.slice(2)
const inJson = words.includes('--json')

async function main(): Promise<number> {
  const [name, listed] = found(words)
  if (listed === undefined) return withoutCommand(name)
  const { usage, summary } = listed
  if (words.includes('--help')) return say({ usage, summary }, `mainstay ${usage}\n${summary}`)
  try {
    const command = await listed.load()
    const given = parse(command, words.slice(name.split(' ').length))
    const outcome = await ran(command, await command.prepare(given))
    say(outcome.json, outcome.text)
    return outcome.ok ? 0 : 1
  } catch (error) {
    if (!(error instanceof UsageError)) return complain(1, await reason(error))
    return complain(2, error.message, `Usage: mainstay ${usage}`)
  }
}

/** All commands, or those of a group (`mainstay keys`), where no single one was named. */
function withoutCommand(name: string): number {
  const isNamed = name !== '' && !name.startsWith('--')
  const entries = Object.entries(commands)
  const group = entries.filter(([words]) => words.startsWith(`${name} `)).map(([, one]) => one)
  if (isNamed && group.length === 0) {
    return complain(2, `mainstay ${name}: there is no such command.`, overview())
  }
  const shown = isNamed ? group : entries.map(([, command]) => command)
  const list = { commands: shown.map(({ usage, summary }) => ({ usage, summary })) }
  if (isNamed && !words.includes('--help')) {
    return complain(2, `mainstay ${name}: say which.`, overview(shown))
  }
  return say(list, overview(shown))
}

/** What was asked for, to standard output: with --json one document, whatever else is told. */
function say(json: object, text: string): number {
  process.stdout.write(`${inJson ? JSON.stringify(json) : text}\n`)
  return 0
}

/** What went wrong, to standard error; with --json it is the one document, too. */
function complain(code: number, error: string, hint?: string): number {
  process.stderr.write(`${[error, hint].filter(Boolean).join('\n')}\n`)
  if (inJson) say({ ok: false, error }, error)
  return code
}

/** The command whose words stand first: `keys create` before `keys`. */
function found(args: readonly string[]): [string, Listed | undefined] {
  const two = args.slice(0, 2).join(' ')
  const one = args[0] ?? ''
  return two in commands ? [two, commands[two]] : [one, commands[one]]
}

function parse(command: Command, args: string[]): Given {
  try {
    const options = { ...common, ...command.options }
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    return { words: withinOf(command, positionals), options: values }
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof Error)) throw error
    throw new UsageError(error.message)
  }
}

function withinOf({ words: most = 0 }: Command, given: string[]): string[] {
  const surplus = given.slice(most)
  if (surplus.length > 0) throw new UsageError(`${surplus.join(' ')}: one word too many.`)
  return given
}

/** Read only here and in `reason`: what is told without opening anything loads nothing of the application. */
async function ran(command: Command, run: Run): Promise<Outcome> {
  const { settings } = await import('./settings.ts')
  const { borrowDeps } = await import('./deps.ts')
  const log = { ...jsonLog(new Console(process.stderr)), info: () => {} } // the command tells itself
  const { deps, close } = await borrowDeps(settings(), log, command)
  try {
    return await run(deps)
  } finally {
    await close()
  }
}

function overview(shown: readonly Listed[] = Object.values(commands)): string {
  const lines = shown.map(({ usage, summary }) => `  mainstay ${usage}\n      ${summary}`)
  const head = 'mainstay: memberships and donations for newsrooms.'
  return `${head} Each command takes --json and --help.\n\n${lines.join('\n')}`
}

async function reason(error: unknown): Promise<string> {
  const { awayIn } = await import('../stripe/calls/away.ts')
  const away = awayIn(error)
  if (away !== null)
    return `${away.message}. See STRIPE_SECRET_KEY, STRIPE_API_BASE, or Stripe’s status page.`
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : ''
  return `${error.message}${cause}`
}

process.exitCode = await main()
