import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, ConfigRefused, configOf } from '../config.ts'

/**
 * The process's environment as Config, before anything is opened. A refusal is printed and ends the
 * process with 1. Outside production APP_SECRET may be missing: one is kept in DATA_DIR.
 */
export function settings(env: NodeJS.ProcessEnv = process.env): Config {
  const production = env.NODE_ENV === 'production'
  try {
    const asGiven = configOf(env, { production, localSecret: production ? null : '' })
    return asGiven.appSecret ? asGiven : { ...asGiven, appSecret: keptSecret(asGiven.dataDir) }
  } catch (error) {
    if (!(error instanceof ConfigRefused)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'app-secret')
  if (existsSync(file)) return readFileSync(file, 'utf8')
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}
