/** A figure of a period, or the word that says why there is none (never 0 in its place). */
export type Known<Value> = Readonly<{ value: Value; why: null } | { value: null; why: string }>

/** The figure, unless one of the reasons against it stands; the first counts. */
export function known<Value>(
  against: readonly (readonly [stands: boolean, why: string])[],
  figure: () => Value,
): Known<Value> {
  const reason = against.find(([stands]) => stands)
  return reason === undefined ? { value: figure(), why: null } : { value: null, why: reason[1] }
}

/** The same figure in another form; what is not known stays so. */
export function knownAs<Value, Form>(
  figure: Known<Value>,
  form: (value: Value) => Form,
): Known<Form> {
  return figure.why === null ? { value: form(figure.value), why: null } : figure
}

/** Why fields of a period are null: each one's word, and the first of them. */
export type Reasons = Readonly<{ reason: string | null; reasons: Readonly<Record<string, string>> }>

export function reasonsOf(fields: Readonly<Record<string, Known<unknown>>>): Reasons {
  const reasons = Object.entries(fields).flatMap(([field, { why }]) =>
    why === null ? [] : [[field, why] as const],
  )
  return { reason: reasons[0]?.[1] ?? null, reasons: Object.fromEntries(reasons) }
}
