import * as z from 'zod'

/** Text that PostgreSQL can keep: no zero character, no half of a surrogate pair. */
export function cleanText(value: string): string {
  return value.replaceAll('\u0000', '\uFFFD').toWellFormed()
}

export const text = z.string().transform(cleanText)

/** The fields that a shape refused, never what stood in them. */
export function refusedFields({ issues }: z.ZodError): string {
  return issues.map(({ path }) => path.map(String).join('.')).join(', ')
}

/** Missing, null and present are two cases for us: null and the value. */
export function orNull<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? null)
}

/** The id of something that Stripe sends as its id or, expanded, as the whole object. */
export const reference = z.union([text, z.object({ id: text }).transform(({ id }) => id)])

const yearOne_s = -62_135_596_800
const lastOfDate_s = 8_640_000_000_000

/** Seconds since 1970 to an instant that both `Date` and PostgreSQL hold (its years begin in 4713 BC). */
export const instant = z
  .number()
  .int()
  .min(yearOne_s)
  .max(lastOfDate_s)
  .transform((seconds) => new Date(seconds * 1000))

/**
 * Minor units. `z.int()` refuses what a JSON number no longer holds exactly, and ends there: sums over
 * several amounts are not tried on one that stayed a number.
 */
export const minor = z.int({ abort: true }).transform(BigInt)

export const currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/)
  .transform((code) => code.toUpperCase())

/**
 * What our own checkout writes on sessions, payments and subscriptions; strangers' keys are left.
 * `recipient`: the reference of whom a gift membership is for; who pays is the supporter. `language`:
 * what the form was read in. `variant`: the banner's wording that led to it.
 */
const metadata = z
  .object({
    ...{ kind: orNull(text), campaign: orNull(text), article: orNull(text), product: orNull(text) },
    ...{ gift_recipient_ref: orNull(text), form_nonce: orNull(text), words: orNull(text) },
    ...{ language: orNull(text), variant: orNull(text) },
  })
  .transform(({ kind, campaign, article, product, language, ...own }) => ({
    kind,
    campaign: campaign || null,
    article: article || null,
    product: product || null,
    recipient: own.gift_recipient_ref || null,
    language: language || null,
    variant: own.variant || null,
    form: own.form_nonce || null,
    /** The form whose words are kept for whoever pays it. */
    wordsOf: own.words === null ? null : own.form_nonce || null,
  }))
export type Labels = z.output<typeof metadata>
export const noLabels: Labels = {
  ...{ kind: null, campaign: null, article: null, product: null, recipient: null },
  ...{ language: null, variant: null },
  ...{ form: null, wordsOf: null },
}
export const labels = metadata.nullish().transform((value) => value ?? noLabels)

/** `{data: [ … ]}`, of a list that is not there an empty one. */
export function listOf<Schema extends z.ZodType>(schema: Schema) {
  return z
    .object({ data: z.array(schema) })
    .nullish()
    .transform((list) => list?.data ?? [])
}
