import type { ParseArgsOptionsConfig } from 'node:util'
import type { AppDeps } from '../deps.ts'

/** What a command found: `json` is its one document with --json, `text` what a person reads. */
export type Outcome = Readonly<{ json: object; text: string; ok: boolean }>

export type Command = Readonly<{
  /** The words after `mainstay`, with what is asked for in capitals. */
  usage: string
  summary: string
  options?: ParseArgsOptionsConfig
  /** Whether Stripe is needed: without a key of our own the sandbox is started for the command. */
  needsStripe: boolean
  run: (deps: AppDeps, given: Given) => Promise<Outcome>
}>

export type Given = Readonly<{
  words: readonly string[]
  options: Readonly<Record<string, unknown>>
}>

/** Bad words on the command line: told with the command's usage, exit 2, nothing done. */
export class UsageError extends Error {}

/** The n-th word after the command, or a UsageError that names what is missing. */
export function word({ words }: Given, index: number, name: string): string {
  const found = words[index]
  if (found === undefined) throw new UsageError(`${name} is missing.`)
  return found
}

/** The text of `--name`, or a UsageError. */
export function option({ options }: Given, name: string): string {
  const found = options[name]
  if (typeof found !== 'string') throw new UsageError(`--${name} is missing.`)
  return found
}
