import type { Transaction } from 'kysely'
import type { ProductTerms } from '../../src/finance/settings/product.ts'
import { taxKey } from '../../src/finance/settings/tax.ts'
import type { Database } from '../../src/platform/database/connection.ts'
import type { Schema } from '../../src/platform/database/schema.ts'

type Writer = Database | Transaction<Schema>
let count = 0

/** What finance says of a product. */
export function declareProduct(
  db: Writer,
  key: string,
  terms: Readonly<{
    treatment: ProductTerms['treatment']
    fair_value_minor?: number
    per?: 'month' | 'year'
    currency?: string
    from?: string
  }>,
): Promise<void> {
  return declare(db, 'product', key, terms)
}

type Tax = Readonly<{
  rate?: string
  regime: 'included' | 'none'
  product?: string
  country?: string
  from?: string
}>

/** What finance says of tax; later words are newer. */
export function declareTax(db: Writer, tax: Tax): Promise<void> {
  return declare(db, 'tax', taxKey(tax), tax)
}

async function declare(
  db: Writer,
  kind: 'product' | 'tax',
  key: string,
  terms: Readonly<{ from?: string }>,
): Promise<void> {
  count += 1
  const row = {
    ...{ kind, key, version: count, from_day: terms.from ?? null, terms: JSON.stringify(terms) },
    ...{ declared_by: 'staff_1', declared_at: new Date(count) },
  }
  await db.insertInto('declaration').values(row).execute()
}
