import { readdirSync, readFileSync } from 'node:fs'

/** Each migration says in its head what and why, and which locks and backfill it needs. */
export function checkMigrations(): string[] {
  const files = readdirSync('migrations').sort()
  const numbers = files.map((file) => file.slice(0, 4))
  const twice = numbers.filter((number, index) => numbers.indexOf(number) !== index)
  return [...twice.map((number) => `two migrations are numbered ${number}`), ...files.flatMap(head)]
}

function head(file: string): string[] {
  const text = readFileSync(`migrations/${file}`, 'utf8')
  const number = file.slice(0, 4)
  const wanted: [RegExp, string][] = [
    [new RegExp(`^-- ${number}: `), `begins with "-- ${number}: " and what it does`],
    [/^-- Why: /m, 'says why'],
    [/^-- .*Locks: /m, 'says which locks it takes'],
    [/^-- .*Backfill: /m, 'says which backfill it needs'],
    [/^set local lock_timeout = /m, 'sets lock_timeout'],
  ]
  return wanted.filter(([pattern]) => !pattern.test(text)).map(([, says]) => `${file}: ${says}`)
}
