import * as z from 'zod'

/** As much of JSON Schema as the generated schemas use. */
export type Schema = {
  type?: string | string[] | undefined
  properties?: Record<string, Schema> | undefined
  required?: string[] | undefined
  additionalProperties?: boolean | Schema | undefined
  items?: Schema | undefined
  anyOf?: Schema[] | undefined
  enum?: (string | null)[] | undefined
  const?: string | undefined
}

export const schema: z.ZodType<Schema> = z.lazy(() =>
  z.strictObject({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    properties: z.record(z.string(), schema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), schema]).optional(),
    items: schema.optional(),
    anyOf: z.array(schema).optional(),
    enum: z.array(z.string().nullable()).optional(),
    const: z.string().optional(),
  }),
)
