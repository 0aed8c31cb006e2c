import * as z from 'zod'

export type Fetch = (request: Request) => Response | Promise<Response>

/**
 * The sandbox's own API as a page calls it, with the key of one account: console and portal can do
 * nothing that a program cannot.
 */
export type Client = {
  account: string
  get: <T>(path: string, shape: z.ZodType<T>) => Promise<T>
  /** JSON, for what begins with `/_sandbox`. */
  post: <T>(path: string, body: object, shape: z.ZodType<T>) => Promise<T>
  /** Form encoding, for what begins with `/v1`. */
  postForm: <T>(path: string, body: Record<string, string>, shape: z.ZodType<T>) => Promise<T>
  deleteForm: (path: string, body: Record<string, string>) => Promise<void>
}

/** Stripe's answer when it is an error; `message` is for a person. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}

export function clientOf(fetch: Fetch, origin: string, account: string): Client {
  const authorization = `Bearer ${account}`
  const call = async <T>(path: string, shape: z.ZodType<T>, init: RequestInit): Promise<T> => {
    const request = new Request(new URL(path, origin), init)
    request.headers.set('authorization', authorization)
    const answer = await fetch(request)
    const body: unknown = await answer.json()
    if (!answer.ok) throw new Refusal(errorBody.parse(body).error.message)
    return shape.parse(body)
  }
  const json = { 'content-type': 'application/json' }
  return {
    account,
    get: (path, shape) => call(path, shape, {}),
    post: (path, body, shape) =>
      call(path, shape, { method: 'POST', body: JSON.stringify(body), headers: json }),
    postForm: (path, body, shape) =>
      call(path, shape, { method: 'POST', body: new URLSearchParams(body) }),
    deleteForm: async (path, body) => {
      await call(path, z.unknown(), { method: 'DELETE', body: new URLSearchParams(body) })
    },
  }
}

const errorBody = z.object({ error: z.object({ message: z.string() }) })

/** As much of any Stripe object as a table shows. */
export const anyObject = z.looseObject({
  id: z.string(),
  object: z.string(),
  created: z.number().optional(),
})
export type AnyObject = z.infer<typeof anyObject>

export const anyList = z.object({ data: z.array(anyObject), has_more: z.boolean() })
/** `advancing_to` only while it is on its way there. */
export const clock = z.looseObject({ now: z.number(), advancing_to: z.number().optional() })
export const anySetting = z.record(z.string(), z.unknown())
export const deliveries = z.looseObject({
  pending: z.number(),
  delivered: z.number(),
  failed: z.number(),
})

export const recentDeliveries = z.object({
  data: z.array(
    z.object({
      event: z.string(),
      endpoint: z.string(),
      /** Milliseconds of the account's clock. */
      due: z.number(),
      attempts: z.number(),
      state: z.enum(['pending', 'delivered', 'failed']),
      flaws: z.array(z.string()),
      outcome: z.string().nullable(),
    }),
  ),
})
export type RecentDelivery = z.infer<typeof recentDeliveries>['data'][number]
