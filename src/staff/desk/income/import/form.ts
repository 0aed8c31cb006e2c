import * as z from 'zod'
import { guessedMapping } from '../../../../ledger/income/guess.ts'
import { type IncomeFile, incomesIn } from '../../../../ledger/income/lines.ts'
import {
  amountForms,
  dateForms,
  type IncomeField,
  incomeFields,
  type Mapping,
} from '../../../../ledger/income/mapping.ts'
import { rememberedMapping } from '../../../../ledger/income/remembered.ts'
import { type CsvLine, readCsv } from '../../../../platform/csv.ts'
import type { Reader } from '../../../../platform/database/connection.ts'
import { type FileText, fileText } from '../../../../platform/file-text.ts'
import type { Currency } from '../../../../platform/money/currency.ts'

/** What the page sends: a file or its text, and, once a person has looked at it, what columns mean. */
export type SentForm = Readonly<Record<string, unknown>>
/** Where a mapping comes from: chosen now, kept from the last such file, or guessed. */
export type MappingFrom = 'chosen' | 'remembered' | 'guessed'

export type ReadImport = Readonly<{
  file: FileText
  mapping: Mapping
  from: MappingFrom
  read: IncomeFile
  header: readonly string[]
}>

/** The text that was sent, or null for none; a file counts before what was in the page. */
export async function sentText({ file, text }: SentForm): Promise<FileText | null> {
  if (file instanceof File && file.size > 0)
    return fileText(new Uint8Array(await file.arrayBuffer()))
  return typeof text === 'string' && text.trim() !== '' ? { text, encoding: 'utf-8' } : null
}

type Sent = Readonly<{ form: SentForm; file: FileText; currency: Currency }>

/** A file as it is understood: by what was chosen, else as the last of its kind, else by a guess. */
export async function readImport(
  reader: Reader,
  { form, file, currency }: Sent,
): Promise<ReadImport> {
  const csv = readCsv(file.text)
  const [header, lines] = csv.kind === 'read' ? [csv.header, csv.lines] : [[], []]
  const known = chosenMapping(form) ?? (await remembered(reader, header))
  const { mapping, from } = known ?? guessed(header, lines, currency)
  return { file, mapping, from, header, read: incomesIn(file.text, mapping) }
}

/** Money whose currency no column says is probably of the books' own. */
function guessed(header: readonly string[], lines: readonly CsvLine[], currency: Currency): Known {
  const mapping = guessedMapping(header, lines)
  const always = mapping.columns.currency === undefined ? { currency } : {}
  return { mapping: { ...mapping, always }, from: 'guessed' }
}

type Known = Readonly<{ mapping: Mapping; from: MappingFrom }>

async function remembered(reader: Reader, header: readonly string[]): Promise<Known | null> {
  const mapping = await rememberedMapping(reader, header)
  return mapping && { mapping, from: 'remembered' }
}

const forms = z.object({ amounts: z.enum(amountForms), dates: z.enum(dateForms) })

/** What the selects say; null where the page did not have them yet. */
function chosenMapping(form: SentForm): Known | null {
  const said = forms.safeParse(form)
  if (!said.success) return null
  const mapping = { ...said.data, columns: saidOf('column', form), always: saidOf('always', form) }
  return { mapping, from: 'chosen' }
}

function saidOf(what: 'column' | 'always', form: SentForm): Partial<Record<IncomeField, string>> {
  const said: Partial<Record<IncomeField, string>> = {}
  for (const field of incomeFields) {
    const value = form[`${what}_${field}`]
    if (typeof value === 'string' && value !== '') said[field] = value
  }
  return said
}
