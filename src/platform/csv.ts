import { CsvError, parse } from 'csv-parse/sync'
import * as z from 'zod'

/** A record of a CSV file by its header's names, and the line of the file that it stands on. */
export type CsvLine = Readonly<{ line: number; record: Readonly<Record<string, string>> }>
export type CsvRead =
  | Readonly<{ kind: 'read'; header: readonly string[]; lines: readonly CsvLine[] }>
  | Readonly<{ kind: 'unreadable'; line: number; message: string }>

const parsedFile = z.array(
  z.object({ info: z.object({ lines: z.number() }), record: z.array(z.string()) }),
)

/**
 * A file with a header, separated by commas, semicolons or tabs, with or without a byte order mark. Empty
 * cells are absent, so that a schema says what is missing; columns without a name are dropped (the
 * ECB's lines end in a comma). A line with more or fewer cells than the header is unreadable.
 */
export function readCsv(text: string): CsvRead {
  try {
    const [first, ...rest] = parsedFile.parse(
      parse(text, {
        bom: true,
        delimiter: separatorOf(text),
        info: true,
        skip_empty_lines: true,
        trim: true,
        max_record_size: 10_000,
      }),
    )
    const header = first?.record ?? []
    const lines = rest.map(({ info, record }) => ({
      line: info.lines,
      record: named(header, record),
    }))
    return { kind: 'read', header: header.filter(Boolean), lines }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { lines = 0 } = z.object({ lines: z.number().optional() }).parse({ ...error })
    return { kind: 'unreadable', line: lines, message: error.message }
  }
}

/** A column that stands twice in the header, so that its cell is two; undefined for none. */
export function repeatedColumn(header: readonly string[]): string | undefined {
  return header.find((name, place) => header.indexOf(name) !== place)
}

/** Some spreadsheets write semicolons or tabs; the header tells by which it has the most of. */
function separatorOf(text: string): string {
  const [header = ''] = text.split('\n', 1)
  const count = (separator: string) => header.split(separator).length
  return [',', ';', '\t'].reduce((best, other) => (count(other) > count(best) ? other : best))
}

function named(header: readonly string[], record: readonly string[]): Record<string, string> {
  const cells = header.map((name, index) => [name, record[index] ?? ''] as const)
  return Object.fromEntries(cells.filter(([name, cell]) => name !== '' && cell !== ''))
}
