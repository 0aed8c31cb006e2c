// The `mainstay` command: `npx --no mainstay COMMAND`. See `--help`.
import { Console } from 'node:console'
import { parseArgs } from 'node:util'
import { jsonLog } from '../platform/json-log.ts'
import { awayIn } from '../stripe/calls/away.ts'
import { type Command, type Given, type Outcome, type Run, UsageError } from './command.ts'
import { commands } from './commands/commands.ts'
import { borrowDeps } from './deps.ts'
import { settings } from './settings.ts'

const common = { json: { type: 'boolean' }, help: { type: 'boolean' } } as const

async function main(args: readonly string[]): Promise<number> {
  const [name, command] = found(args)
  if (command === undefined) {
    process.stdout.write(overview())
    return args.length === 0 || args.includes('--help') ? 0 : 2
  }
  if (args.includes('--help')) {
    process.stdout.write(`mainstay ${command.usage}\n${command.summary}\n`)
    return 0
  }
  try {
    const given = parse(command, args.slice(name.split(' ').length))
    const outcome = await ran(command, await command.prepare(given))
    process.stdout.write(`${given.options.json ? JSON.stringify(outcome.json) : outcome.text}\n`)
    return outcome.ok ? 0 : 1
  } catch (error) {
    process.stderr.write(`${reason(error)}\n`)
    if (!(error instanceof UsageError)) return 1
    process.stderr.write(`Usage: mainstay ${command.usage}\n`)
    return 2
  }
}

/** The command whose words stand first: `keys create` before `keys`. */
function found(args: readonly string[]): [string, Command | undefined] {
  const two = args.slice(0, 2).join(' ')
  const one = args[0] ?? ''
  return two in commands ? [two, commands[two]] : [one, commands[one]]
}

function parse(command: Command, args: string[]): Given {
  try {
    const options = { ...common, ...command.options }
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    return { words: positionals, options: values }
  } catch (cause) {
    throw new UsageError(reason(cause), { cause })
  }
}

async function ran(command: Command, run: Run): Promise<Outcome> {
  const log = { ...jsonLog(new Console(process.stderr)), info: () => {} } // the command tells itself
  const { deps, close } = await borrowDeps(settings(), log, command)
  try {
    return await run(deps)
  } finally {
    await close()
  }
}

function overview(): string {
  const lines = Object.values(commands).map(
    ({ usage, summary }) => `  mainstay ${usage}\n      ${summary}\n`,
  )
  return `mainstay: memberships and donations for newsrooms. Each command takes --json and --help.\n\n${lines.join('')}`
}

function reason(error: unknown): string {
  const away = awayIn(error)
  if (away !== null) return `${away.message}. See STRIPE_SECRET_KEY, or Stripe’s status page.`
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : ''
  return `${error.message}${cause}`
}

process.exitCode = await main(process.argv.slice(2))
