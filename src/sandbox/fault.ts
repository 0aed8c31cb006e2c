import * as z from 'zod'

/** What a request to the API meets in place of its answer (domain/stripe.md 8.4). */
export const fault = z.strictObject({
  /** `POST /v1/refunds`, with `:id` for an id. */
  endpoint: z.string(),
  /** Without one, and without `body`, the answer only comes late. */
  status: z.int().min(200).max(599).optional(),
  /** What is answered in place of JSON. */
  body: z.string().optional(),
  /** Beside those that Stripe sends with such a status, or in place of them. */
  headers: z.record(z.string().regex(/^[\w-]+$/), z.string()).default({}),
  times: z.int().min(0).default(1),
  /** Whether the work is done before, so that only its answer is lost. */
  after: z.boolean().default(false),
  latencyMs: z.int().min(0).max(120_000).default(0),
  /** In the middle of the body; `at_once` before the first header. */
  closeConnection: z.union([z.boolean(), z.literal('at_once')]).default(false),
})
export type Fault = z.infer<typeof fault>
