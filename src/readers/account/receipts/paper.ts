/**
 * A receipt or a statement as it is read, on a page, in print and as PDF: one source for all three, in
 * the reader's words. Cells that hold amounts or numbers of documents stand at the end of their column.
 */
export type Paper = Readonly<{
  title: string
  language: string
  /** The name of a file that holds it, without its ending. */
  file: string
  issuer: readonly string[]
  payer: readonly string[]
  facts: readonly (readonly [label: string, value: string])[]
  table: PaperTable | null
  totals: readonly (readonly [label: string, value: string])[]
  notes: readonly string[]
}>
export type PaperTable = Readonly<{
  caption: string
  columns: readonly string[]
  rows: readonly Readonly<{ cells: readonly string[]; href: string }>[]
}>

/** Draws a paper as PDF; what a runtime brings that can. */
export type DrawPaper = (paper: Paper) => Promise<Uint8Array<ArrayBuffer>>
