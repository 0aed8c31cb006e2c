import { execFileSync, type SpawnOptions } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Which account a program runs as: PostgreSQL refuses root, so root lends it another one. */
export type Account = Readonly<{ uid: number; gid: number }> | null

/** `nobody` where we are root (no account is made on the machine), else ourselves (null). */
export function unprivilegedAccount(): Account {
  if (process.getuid?.() !== 0) return null
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/**
 * The command line that runs `program` as that account. Where `setpriv` exists it keeps the right to
 * pass through folders of root (a checkout under /root or mktemp -d is closed to everybody else).
 */
export function commandAs(account: Account, program: string, args: readonly string[]) {
  if (account === null) return { program, args, options: {} satisfies SpawnOptions }
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path))
  if (setpriv === undefined) return { program, args, options: account }
  const ids = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups']
  // no_setuid_fixup: else access(2) asks without these rights, and initdb calls its own file invalid
  const rights = [
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    '--securebits=+no_setuid_fixup',
  ]
  return { program: setpriv, args: [...ids, ...rights, program, ...args], options: {} }
}
