import { invalidRequest } from './error.ts'

type Plain = Record<string, unknown>
type Loaders = {
  /** The object with this id, or undefined when the text is no id of one. */
  load: (id: string) => Promise<object | undefined>
  /** What the object leaves out unless asked for: `line_items` of a session, `refunds`, … */
  include: (object: Plain, key: string) => Promise<unknown>
}

const DEEPEST = 4

/**
 * A copy of `object` with the ids at `paths` (`customer`, `data.source`) replaced by their
 * objects. A path counts every segment, `data` of a list too, and reaches four deep, as Stripe's
 * does. What is null stays null.
 * @throws StripeError 400 for a deeper path or one that leads to nothing that has an object.
 */
export async function expandPaths<T extends object>(
  object: T,
  paths: readonly string[],
  load: Loaders['load'],
  include: Loaders['include'] = async () => undefined,
): Promise<T> {
  const copy = structuredClone(object)
  for (const path of paths) {
    const segments = path.split('.')
    if (segments.length > DEEPEST) throw tooDeep(path)
    await expandAt(copy, segments, { load, include }, path)
  }
  return copy
}

async function expandAt(node: unknown, segments: string[], loaders: Loaders, path: string) {
  const [key, ...rest] = segments
  if (key === undefined || node === null) return
  if (Array.isArray(node)) {
    await Promise.all(node.map((item) => expandAt(item, segments, loaders, path)))
    return
  }
  if (!isPlain(node)) throw notExpandable(path)
  const value = await expanded(node, key, loaders)
  if (value === undefined) throw notExpandable(path)
  node[key] = value
  await expandAt(value, rest, loaders, path)
}

/** The object or objects that stand, or are named, at `key`; undefined when there are none. */
async function expanded(node: Plain, key: string, { load, include }: Loaders): Promise<unknown> {
  const value = Object.hasOwn(node, key) ? node[key] : undefined
  if (value === undefined) return include(node, key)
  if (typeof value === 'string') return fresh(await load(value))
  if (!Array.isArray(value)) return value !== null && typeof value !== 'object' ? undefined : value
  return Promise.all(
    value.map(async (item) =>
      typeof item === 'string' ? ((await load(item).then(fresh)) ?? item) : item,
    ),
  )
}

/** What a loader gives may be the store's own object: never write into that one. */
function fresh(loaded: object | undefined): object | undefined {
  return loaded && structuredClone(loaded)
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function tooDeep(path: string) {
  const message = `You cannot expand more than 4 levels of a property. Property: ${path}`
  return invalidRequest(message, { param: 'expand' })
}

function notExpandable(path: string) {
  return invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' })
}
