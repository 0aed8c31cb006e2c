import Stripe from 'stripe'

/** What readers pay for, as a product of Stripe's. */
export type SoldProduct = Readonly<{ kind: 'gift' | 'membership'; name: string }>

/** An id of ours, the same in every account, by which money is told apart for years. */
export function productId({ kind }: Pick<SoldProduct, 'kind'>): string {
  return `mainstay_${kind}`
}

/** What the product says at Stripe. */
export function productFields({ kind, name }: SoldProduct) {
  return { name, active: true, metadata: { kind } }
}

/** Makes the product; that another call was faster is as good. */
export async function makeProduct(
  stripe: Pick<Stripe, 'products'>,
  product: SoldProduct,
  options: Stripe.RequestOptions = {},
): Promise<void> {
  try {
    await stripe.products.create({ id: productId(product), ...productFields(product) }, options)
  } catch (error) {
    const isThere =
      error instanceof Stripe.errors.StripeError && error.code === 'resource_already_exists'
    if (!isThere) throw error
  }
}
