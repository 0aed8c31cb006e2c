import type { Currency } from '../../../platform/money/currency.ts'
import { Figure, inColumn, Unknown } from '../figures.tsx'
import { reasonInWords } from '../words.ts'

type MinorProps = Readonly<{
  minor: number | null
  currency: Currency
  reason: string | null
  href: string | undefined
}>

/** An amount that opens its rows, or why there is none. */
export const Minor = ({ minor, currency, reason, href }: MinorProps) =>
  minor === null ? (
    <Unknown reason={reasonInWords(reason)} />
  ) : (
    <Figure href={href}>{inColumn(BigInt(minor), currency)}</Figure>
  )
