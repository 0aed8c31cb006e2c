import * as z from 'zod'

/** What a request to the API meets in place of its answer (domain/stripe.md 8.4). */
export const fault = z.strictObject({
  endpoint: z.string().describe('POST /v1/refunds, with :id for an id.'),
  status: z
    .int()
    .min(200)
    .max(599)
    .optional()
    .describe('Without one, and without a body, the answer only comes late.'),
  body: z.string().optional().describe('What is answered in place of JSON.'),
  headers: z
    .record(z.string().regex(/^[\w-]+$/), z.string())
    .default({})
    .describe('Beside those that Stripe sends with such a status, or in place of them.'),
  times: z.int().min(0).default(1).describe('How many requests it meets.'),
  after: z.boolean().default(false).describe('Whether the work is done, and only its answer lost.'),
  latencyMs: z.int().min(0).max(120_000).default(0).describe('How long the answer takes.'),
  closeConnection: z
    .union([z.boolean(), z.literal('at_once')])
    .default(false)
    .describe('In the middle of the body; at once: before the first header.'),
})
export type Fault = z.infer<typeof fault>
