import type { Issuer } from '../../../finance/settings/issuer.ts'
import { issuers } from '../../../finance/settings/issuer.ts'
import { type ReceiptWording, receiptWordings } from '../../../finance/settings/receipt-wording.ts'
import type { Reader } from '../../../platform/database/connection.ts'
import { addDays, type Day } from '../../../platform/day.ts'
import type { Money } from '../../../platform/money/money.ts'
import { newsroom } from '../../../platform/ui/newsroom.ts'
import type { Texts } from '../../texts/texts.ts'
import type { OwnReceipts, Receipt } from './document.ts'
import { inRange } from './document.ts'
import type { Paper } from './paper.ts'

/** What stood on receipts when they were issued: by whom, and what they say about tax. */
type Terms = Readonly<{
  issuer: (issued_at: Date | null) => Issuer
  wording: (receipt: Receipt) => ReceiptWording | null
}>

export async function termsFor(reader: Reader, { language }: Texts): Promise<Terms> {
  const [issuer, wording] = await Promise.all([
    issuers(reader, { name: newsroom.name }),
    receiptWordings(reader),
  ])
  return { issuer, wording: (receipt) => wording({ ...receipt, language }) }
}

/** One receipt, or a correction, with what it corrects or is corrected by. */
export function receiptPaper(
  own: OwnReceipts,
  receipt: Receipt,
  terms: Terms,
  texts: Texts,
): Paper {
  const { words, money, day } = texts
  const wording = terms.wording(receipt)
  const others = own.receipts.filter(
    ({ charge, number }) => charge === receipt.charge && number !== receipt.number,
  )
  return {
    ...headOf(terms.issuer(receipt.issued_at), own, texts),
    title: titleOf(receipt, wording, texts),
    file: `receipt-${receipt.number}`,
    facts: [
      [words('receipts.number'), receipt.number],
      [words('receipts.day'), day(receipt.day)],
      [words('receipts.for'), words(`receipts.${receipt.what}`)],
      [words('receipts.amount'), money(receipt.amount)],
      ...(receipt.presented === null
        ? []
        : [[words('receipts.presented'), money(receipt.presented)] as const]),
    ],
    table: others.length === 0 ? null : tableOf(others, words('receipts.related'), texts),
    totals: [],
    notes: notesOf([receipt], terms, texts),
  }
}

type Range = Readonly<{ from: Day; to: Day }>

/** All receipts of days in [from, to), and what they come to, a currency each. */
export function statementPaper(
  own: OwnReceipts,
  { from, to }: Range,
  terms: Terms,
  texts: Texts,
): Paper {
  const { words, day } = texts
  const receipts = inRange(own.receipts, { from, to })
  const latest = receipts.at(-1)
  const range = { from: day(from), to: day(addDays(to, -1)) }
  return {
    ...headOf(terms.issuer(latest?.issued_at ?? null), own, texts),
    title: words('receipts.statement'),
    file: `statement-${from}-${addDays(to, -1)}`,
    facts: [[words('receipts.range'), words('receipts.range_days', range)]],
    table: receipts.length === 0 ? null : tableOf(receipts, words('receipts.list'), texts),
    totals: totalsOf(receipts, texts),
    notes: receipts.length === 0 ? [words('receipts.none')] : notesOf(receipts, terms, texts),
  }
}

function headOf(issuer: Issuer, { record: { member } }: OwnReceipts, { tag, words }: Texts) {
  const { name, address, registration } = issuer
  return {
    language: tag,
    issuer: [
      name,
      ...(address === undefined ? [] : [address]),
      ...(registration === undefined ? [] : [words('receipts.registration', { registration })]),
    ],
    payer: [member.name, member.email].filter((line) => line !== null),
  }
}

function titleOf({ kind }: Receipt, wording: ReceiptWording | null, { words }: Texts): string {
  if (kind !== 'payment') return words(`receipts.kind_${kind}`)
  return words(wording?.counts_as === 'donation' ? 'receipts.donation' : 'receipts.kind_payment')
}

function tableOf(receipts: readonly Receipt[], caption: string, texts: Texts): Paper['table'] {
  const { words, money, shortDay } = texts
  const columns = (['number', 'day', 'for', 'amount'] as const).map((name) =>
    words(`receipts.${name}`),
  )
  const rows = receipts.map((receipt) => ({
    href: `/account/receipts/${receipt.number}`,
    cells: [receipt.number, shortDay(receipt.day), whatFor(receipt, texts), money(receipt.amount)],
  }))
  return { caption, columns, rows }
}

function whatFor({ kind, what }: Receipt, { words }: Texts): string {
  const name = words(`receipts.${what}`)
  return kind === 'payment' ? name : `${name}: ${words(`receipts.kind_${kind}`)}`
}

/** Paid, taken back, and what is left, of each currency; only the sum where nothing was taken back. */
function totalsOf(receipts: readonly Receipt[], { words, money }: Texts): [string, string][] {
  return [...Map.groupBy(receipts, ({ amount }) => amount.currency)].flatMap(([currency, all]) => {
    const sum = (which: (minor: bigint) => boolean): Money => ({
      currency,
      minor: all.reduce((total, { amount: { minor } }) => total + (which(minor) ? minor : 0n), 0n),
    })
    const line = (name: 'paid' | 'back' | 'total', amount: Money): [string, string] => [
      words(`receipts.${name}`, { currency }),
      money(amount),
    ]
    const total = line(
      'total',
      sum(() => true),
    )
    const back = sum((minor) => minor < 0n)
    if (back.minor === 0n) return [total]
    return [
      line(
        'paid',
        sum((minor) => minor > 0n),
      ),
      line('back', back),
      total,
    ]
  })
}

/** What is said about tax, each wording once; where none is declared nothing is claimed. */
function notesOf(receipts: readonly Receipt[], terms: Terms, { words }: Texts): string[] {
  const said = receipts.map((receipt) => terms.wording(receipt)?.text ?? words('receipts.plain'))
  return [...new Set(said)]
}
