import { readFile } from 'node:fs/promises'
import type { ParseArgsOptionsConfig } from 'node:util'
import type { AppDeps } from '../deps.ts'
import { fileText } from '../platform/file-text.ts'

/** What a command found: `json` is its one document with --json, `text` what a person reads. */
export type Outcome = Readonly<{ json: object; text: string; ok: boolean }>

/** What a command takes and does; what it is called stands in commands/commands.ts. */
export type Command = Readonly<{
  options?: ParseArgsOptionsConfig
  /** How many words it takes at most; none where it says nothing. */
  words?: number
  /** Whether Stripe is needed: without a key of our own the sandbox is started for the command. */
  needsStripe: boolean
  /** Checks the words and reads the file that they name, with nothing opened yet. */
  prepare: (given: Given) => Run | Promise<Run>
}>

/** What is left to do once the words are known to be good. */
export type Run = (deps: AppDeps) => Promise<Outcome>

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

/** The text of the file that the first word names, whatever its encoding; throws an error that names it. */
export async function textNamed(given: Given): Promise<string> {
  const file = word(given, 0, 'FILE')
  try {
    return fileText(await readFile(file)).text
  } catch (cause) {
    throw new Error(`${file} cannot be read. Nothing was opened or changed.`, { cause })
  }
}
