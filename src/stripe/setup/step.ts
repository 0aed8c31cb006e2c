/** What setting up did to one object of the account. */
export type Step = Readonly<{
  object: 'product' | 'price' | 'portal_configuration' | 'webhook_endpoint'
  id: string
  outcome: 'created' | 'updated' | 'unchanged'
}>

type Named = Readonly<{ id: string }>
/** An object that should say `wanted`, among whatever else it says. */
type Kept<Known extends Named> = Readonly<{
  object: Step['object']
  known: Known | null
  wanted: object
  create: () => Promise<Named>
  update: (known: Known) => Promise<unknown>
}>

/** Makes the object, mends it, or leaves it alone where it says what is wanted. */
export async function kept<Known extends Named>(given: Kept<Known>): Promise<Step> {
  const { object, known, wanted, create, update } = given
  if (known === null) return { object, id: (await create()).id, outcome: 'created' }
  if (says(known, wanted)) return { object, id: known.id, outcome: 'unchanged' }
  await update(known)
  return { object, id: known.id, outcome: 'updated' }
}

/** Stripe adds what was left out, and orders lists as it likes. */
function says(known: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) return Array.isArray(known) && sorted(known) === sorted(wanted)
  if (!isRecord(wanted)) return known === wanted
  return (
    isRecord(known) && Object.entries(wanted).every(([name, value]) => says(known[name], value))
  )
}

function sorted(words: readonly unknown[]): string {
  return words.map(String).sort().join()
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
