import type Stripe from 'stripe'

/** An id instead of the object it names, and the decimal text that goes over the wire. */
type Unexpanded<V> = V extends { id: string }
  ? never
  : V extends Stripe.Decimal
    ? string
    : V extends Stripe.Decimal | null
      ? string | null
      : V

type Referenced<V> = [Extract<V, string>] extends [never]
  ? V extends Stripe.Decimal
    ? string
    : V
  : Unexpanded<V>

/** A Stripe object as the sandbox keeps it: Stripe's own type, with nothing expanded in it. */
export type Stored<T> = { [K in keyof T]: Referenced<T[K]> }

/** `T` with some fields of another type. */
export type With<T, N> = Omit<T, keyof N> & N

export type List<T> = { object: 'list'; data: T[]; has_more: boolean; url: string }

/** A whole list inside an object. */
export function wholeList<T>(url: string, data: T[]): List<T> {
  return { object: 'list', data, has_more: false, url }
}

export type Metadata = Record<string, string>

/** An object with nothing said about the place. */
export const noAddress = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
}
