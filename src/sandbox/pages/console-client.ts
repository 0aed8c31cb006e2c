import * as z from 'zod'

export type Fetch = (request: Request) => Response | Promise<Response>

/**
 * The sandbox's own API as the console calls it, with the key of one account: the console can do
 * nothing that a program cannot.
 */
export type Client = {
  account: string
  get: <T>(path: string, shape: z.ZodType<T>) => Promise<T>
  post: <T>(path: string, body: object, shape: z.ZodType<T>) => Promise<T>
}

/** Stripe's answer when it is an error; `message` is for a person. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}

export function clientOf(fetch: Fetch, origin: string, account: string): Client {
  const authorization = `Bearer ${account}`
  const call = async <T>(path: string, shape: z.ZodType<T>, init: RequestInit): Promise<T> => {
    const headers = { authorization, 'content-type': 'application/json' }
    const answer = await fetch(new Request(new URL(path, origin), { headers, ...init }))
    const body: unknown = await answer.json()
    if (!answer.ok) throw new Refusal(errorBody.parse(body).error.message)
    return shape.parse(body)
  }
  return {
    account,
    get: (path, shape) => call(path, shape, {}),
    post: (path, body, shape) => call(path, shape, { method: 'POST', body: JSON.stringify(body) }),
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
export const clock = z.looseObject({ now: z.number() })
export const deliveries = z.looseObject({
  pending: z.number(),
  delivered: z.number(),
  failed: z.number(),
})
