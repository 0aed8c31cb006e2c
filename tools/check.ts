// npm run check: types, lint and rooms, dead code, the style's countable rules, the lock, the heads
// of migrations. Prints one line a check; exit 1 when one fails.
import { spawnSync } from 'node:child_process'
import { checkLock } from './check-lock.ts'
import { checkMigrations } from './check-migrations.ts'
import { checkStyle } from './check-style.ts'
import { checkTexts } from './check-texts.ts'

const bin = (name: string) => `node_modules/.bin/${name}`

function ran(program: string, args: readonly string[]): string[] {
  const { status, stdout, stderr } = spawnSync(bin(program), args, { encoding: 'utf8' })
  return status === 0 ? [] : [`${stdout}${stderr}`.trim()]
}

const checks: Record<string, () => string[]> = {
  types: () => ran('tsc', ['--noEmit']),
  'lint, format and rooms': () => ran('biome', ['check', '--error-on-warnings', '.']),
  'dead code': () => ran('knip', []),
  'countable style rules': checkStyle,
  'texts in every language': checkTexts,
  'heads of migrations': checkMigrations,
  'lock file': checkLock,
}

let failed = 0
for (const [name, check] of Object.entries(checks)) {
  const findings = check()
  process.stdout.write(`${findings.length === 0 ? 'ok  ' : 'FAIL'} ${name}\n`)
  for (const finding of findings) process.stdout.write(`${finding}\n`)
  failed += findings.length
}
process.exitCode = failed === 0 ? 0 : 1
