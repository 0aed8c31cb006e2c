import { invalidRequest } from './error.ts'

/** A branch of the form while it is read. Maps, so that a key such as `__proto__` is only a key. */
type Branch = Map<string, Branch | string>

const DEEPEST = 16

/**
 * Stripe's form encoding, read into plain values: `a[b]=1` is an object, `a[0][b]=1` and `a[]=1`
 * are arrays. Every leaf stays text (the schema of the operation coerces it), `''` stays `''`,
 * since that is how a client clears a value. Of a key sent twice the last one wins.
 * @throws StripeError 400 when a key is both a value and a branch, or is nested deeper than 16.
 */
export function decodeForm(body: string): Record<string, unknown> {
  const root: Branch = new Map()
  for (const [name, value] of new URLSearchParams(body)) place(root, segmentsOf(name), value, name)
  return Object.fromEntries([...root].map(([key, node]) => [key, plain(node)]))
}

/** `a[b][]` is `['a', 'b', '']`; a name whose brackets do not pair is taken as it stands. */
function segmentsOf(name: string): [string, ...string[]] {
  const [, head, brackets] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? []
  if (head === undefined || !brackets) return [name]
  return [head, ...brackets.slice(1, -1).split('][')]
}

function place(branch: Branch, [head, ...rest]: string[], value: string, name: string): void {
  if (rest.length > DEEPEST) throw invalidRequest(`Parameter is nested too deeply: ${name}`)
  const key = head === '' ? String(branch.size) : (head ?? '')
  const there = branch.get(key)
  if (there !== undefined && (typeof there === 'string') !== (rest.length === 0)) {
    throw invalidRequest(`Parameter is both a value and a hash: ${name}`, { param: name })
  }
  if (rest.length === 0) branch.set(key, value)
  else place(below(branch, key, there), rest, value, name)
}

function below(branch: Branch, key: string, there: Branch | string | undefined): Branch {
  if (there instanceof Map) return there
  const made: Branch = new Map()
  branch.set(key, made)
  return made
}

/** Indices 0 … n-1 make an array, in the order of the indices; anything else is an object. */
function plain(node: Branch | string): unknown {
  if (typeof node === 'string') return node
  const indexed = [...Array(node.size).keys()].map((index) => node.get(String(index)))
  const items = indexed.filter((item) => item !== undefined)
  if (items.length === node.size) return items.map(plain)
  return Object.fromEntries([...node].map(([key, value]) => [key, plain(value)]))
}
