import { readFile } from 'node:fs/promises'
import PDFDocument from 'pdfkit'
import type { Paper } from './paper.ts'

type Fonts = Readonly<{ plain: Uint8Array; bold: Uint8Array }>

/** Missing in the types that are published for the library (0.17.6). */
const readAloud: object = { subset: 'PDF/UA' }

const margin = 56
const sizes = { title: 20, text: 10 }

/**
 * A paper as a tagged PDF with letters of its own, Cyrillic too: headings, paragraphs and tables are told
 * to a screen reader as what they are. Only Node draws it: library and letters weigh more than a Worker's
 * bundle has room for.
 */
export async function paperPdf(paper: Paper): Promise<Uint8Array<ArrayBuffer>> {
  const { plain, bold } = await fonts()
  const pdf = new PDFDocument({
    ...{ size: 'A4', margin, pdfVersion: '1.7', tagged: true },
    ...{ lang: paper.language, displayTitle: true, info: { Title: paper.title } },
    ...readAloud,
  })
  const written = bytesOf(pdf)
  pdf.registerFont('plain', plain).registerFont('bold', bold)
  draw(pdf, paper)
  pdf.end()
  return written
}

let known: Promise<Fonts> | undefined

function fonts(): Promise<Fonts> {
  const plain = import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')
  const bold = import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')
  known ??= Promise.all([bytesAt(plain), bytesAt(bold)]).then(([plain, bold]) => ({ plain, bold }))
  return known
}

async function bytesAt(address: string): Promise<Uint8Array> {
  return readFile(new URL(address))
}

async function bytesOf(pdf: PDFKit.PDFDocument): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const part of pdf) parts.push(Uint8Array.from(Buffer.from(part)))
  return new Uint8Array(await new Blob(parts).arrayBuffer())
}

function draw(pdf: PDFKit.PDFDocument, paper: Paper): void {
  const document = pdf.struct('Document')
  pdf.addStructure(document)
  const say = (structType: 'H1' | 'P', text: string, font: 'plain' | 'bold' = 'plain') => {
    if (text === '') return
    pdf.font(font).fontSize(structType === 'H1' ? sizes.title : sizes.text)
    pdf.text(text, margin, undefined, { structParent: document, structType }).moveDown(0.4)
  }
  say('P', paper.issuer.join('\n'))
  pdf.moveDown(1)
  say('H1', paper.title, 'bold')
  say('P', paper.payer.join('\n'))
  for (const [label, value] of paper.facts) say('P', `${label}: ${value}`)
  pdf.moveDown(0.5)
  if (paper.table !== null) {
    say('P', paper.table.caption, 'bold')
    pdf.table({ ...tableOf(paper.table), ...{ structParent: document } })
    pdf.moveDown(1)
  }
  for (const [label, value] of paper.totals) say('P', `${label}: ${value}`, 'bold')
  pdf.moveDown(0.5)
  for (const note of paper.notes) say('P', note)
  document.end()
}

function tableOf({
  columns,
  rows,
}: NonNullable<Paper['table']>): PDFKit.Mixins.TableOptionsWithData {
  const cells = (texts: readonly string[], font: 'plain' | 'bold') =>
    texts.map((text, index) => ({
      text,
      type: font === 'bold' ? ('TH' as const) : ('TD' as const),
      font: { src: font, size: sizes.text },
      align: { x: index === texts.length - 1 ? ('right' as const) : ('left' as const) },
    }))
  return {
    columnStyles: [100, 110, '*', 100],
    defaultStyle: { border: [0, 0, 0.5, 0], padding: 4 },
    data: [cells(columns, 'bold'), ...rows.map((row) => cells(row.cells, 'plain'))],
  }
}
