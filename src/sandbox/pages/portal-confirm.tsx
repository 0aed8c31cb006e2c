import { shown } from '../validate/currency.ts'
import type { PortalPrice } from './portal-view.ts'
import { dayOf, priceWords } from './portal-words.ts'
import { Sheet } from './sheet.tsx'

/** A change as it will be, before it is made. */
export type Confirmation = {
  base: string
  subscription: string
  item: string
  price: PortalPrice
  quantity: number
  /** What the next invoice comes to, minor units, and when it comes: null is at once. */
  due: { amount: number; currency: string; on: number | null }
  /** What the bank said to the last try. */
  wrong: string | null
}

export const ConfirmPage = ({
  base,
  subscription,
  item,
  price,
  quantity,
  due,
  wrong,
}: Confirmation) => (
  <Sheet title="Confirm the change">
    <a href={base}>← Back</a>
    <h1>Confirm the change</h1>
    {wrong !== null && (
      <p class="summary" role="alert">
        {wrong}
      </p>
    )}
    <p class="price">{priceWords(price, quantity)}</p>
    <p>
      {due.on === null ? 'Due today' : `Due on ${dayOf(due.on)}`}:{' '}
      {shown({ amount: due.amount, currency: due.currency })}
    </p>
    <form method="post" action={`${base}/confirm`}>
      {Object.entries({ subscription, item, price: price.id, quantity }).map(([name, value]) => (
        <input type="hidden" name={name} value={String(value)} />
      ))}
      <button type="submit" class="whole">
        Confirm
      </button>
    </form>
  </Sheet>
)
