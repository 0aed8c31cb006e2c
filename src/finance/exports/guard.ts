import type { Cell, Head } from './table.ts'

/**
 * A text that a spreadsheet would run, also in its full-width forms, is led in by a quote mark. Only
 * what people wrote is guarded: a number below zero stays a number.
 */
export function guarded(cell: Cell, head: Head | undefined): Cell {
  if (typeof cell !== 'string' || head?.kind !== 'text') return cell
  return /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell
}
