import Stripe from 'stripe'
import type { Money } from '../../platform/money/money.ts'
import { pagesOf } from '../sync/pages.ts'
import { productFields, productId, type SoldProduct } from './product.ts'
import { kept, type Step } from './step.ts'

/** A kind of support as a product of Stripe's, with the amounts that readers are offered. */
export type CatalogueProduct = SoldProduct & Readonly<{ prices: readonly CataloguePrice[] }>
type CataloguePrice = Readonly<{ frequency: 'once' | 'monthly' | 'yearly'; amount: Money }>

/** Under an id of ours, so that it is known again in every account; prices by their lookup key. */
export async function keepProduct(
  stripe: Stripe,
  { prices, ...sold }: CatalogueProduct,
): Promise<Step[]> {
  const [id, wanted] = [productId(sold), productFields(sold)]
  const product = await kept({
    ...{ object: 'product' as const, wanted },
    known: await productNamed(stripe, id),
    create: () => stripe.products.create({ id, ...wanted }),
    update: () => stripe.products.update(id, wanted),
  })
  const known = await pricesByKey(stripe, id)
  const steps = [product]
  for (const price of prices) {
    steps.push(await keepPrice(stripe, { ...price, product: id, known }))
  }
  return steps
}

type Keeping = CataloguePrice &
  Readonly<{ product: string; known: ReadonlyMap<string, Stripe.Price> }>

/** A price's amount never changes: another amount is another price, with a key of its own. */
function keepPrice(stripe: Stripe, { frequency, amount, product, known }: Keeping): Promise<Step> {
  const currency = amount.currency.toLowerCase()
  const lookup_key = `mainstay_${frequency}_${currency}_${amount.minor}`
  const wanted = { active: true }
  return kept({
    ...{ object: 'price' as const, wanted },
    known: known.get(lookup_key) ?? null,
    create: () =>
      stripe.prices.create({
        ...{ product, currency, lookup_key, unit_amount: Number(amount.minor), ...wanted },
        ...(frequency === 'once'
          ? {}
          : { recurring: { interval: frequency === 'monthly' ? 'month' : 'year' } }),
      }),
    update: ({ id }) => stripe.prices.update(id, wanted),
  })
}

async function productNamed(stripe: Stripe, id: string): Promise<Stripe.Product | null> {
  try {
    return await stripe.products.retrieve(id)
  } catch (error) {
    const isNone = error instanceof Stripe.errors.StripeError && error.code === 'resource_missing'
    if (isNone) return null
    throw error
  }
}

async function pricesByKey(stripe: Stripe, product: string) {
  const byKey = new Map<string, Stripe.Price>()
  const list = (cursor: object) => stripe.prices.list({ product, limit: 100, ...cursor })
  for await (const page of pagesOf(list)) {
    for (const price of page) if (price.lookup_key) byKey.set(price.lookup_key, price)
  }
  return byKey
}
