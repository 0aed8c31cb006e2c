import { type Bytes, streamOf } from './http/stream.ts'

/** One file of an archive, its text made while it is packed. */
export type ZipEntry = Readonly<{ name: string; text: AsyncIterable<string> | Iterable<string> }>

/**
 * A ZIP archive, packed while it is read, so that memory stays the same however long it gets: sizes
 * stand behind each file instead of before it (PKWARE's APPNOTE 4.3.9; 4 GiB a file at most).
 */
export async function* zipOf(entries: Iterable<ZipEntry>): AsyncGenerator<Bytes> {
  const directory: Bytes[] = []
  let offset = 0
  for (const { name, text } of entries) {
    const tally = { crc: 0xffffffff, packed: 0, plain: 0 }
    const path = encoder.encode(name)
    const head = [signature.local, ...common, 0, 0, 0, path.length, 0] as const
    const local = joined(fields(localWidths, head), path)
    yield local
    for await (const chunk of packed(text, tally)) yield chunk
    const sums = [(tally.crc ^ 0xffffffff) >>> 0, tally.packed, tally.plain] as const
    const behind = fields([4, 4, 4, 4], [signature.behind, ...sums])
    yield behind
    const central = [signature.central, 20, ...common, ...sums, path.length, 0, 0, 0, 0, 0, offset]
    directory.push(joined(fields(centralWidths, central), path))
    offset += local.length + tally.packed + behind.length
  }
  yield* directory
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const count = directory.length
  yield fields([4, 2, 2, 2, 2, 4, 4, 2], [signature.end, 0, 0, count, count, size, offset, 0])
}

const encoder = new TextEncoder()
const signature = {
  local: 0x04034b50,
  behind: 0x08074b50,
  central: 0x02014b50,
  end: 0x06054b50,
} as const
/** Version 2.0, sizes behind and names in UTF-8, deflated, at the first moment that ZIP knows. */
const common = [20, 0x0808, 8, 0, 0x21] as const
const localWidths = [4, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2] as const
const centralWidths = [4, 2, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2, 2, 2, 2, 4, 4] as const

/** Little-endian numbers of these widths, one after the other. */
function fields(widths: readonly number[], values: readonly number[]): Bytes {
  const bytes = widths.flatMap((width, index) =>
    Array.from({ length: width }, (_, at) => ((values[index] ?? 0) >>> (8 * at)) & 0xff),
  )
  return Uint8Array.from(bytes)
}

function joined(first: Bytes, second: Bytes): Bytes {
  return Uint8Array.from([...first, ...second])
}

type Tally = { crc: number; packed: number; plain: number }

async function* packed(text: ZipEntry['text'], tally: Tally): AsyncGenerator<Bytes> {
  const deflated = streamOf(encoded(text, tally)).pipeThrough(new CompressionStream('deflate-raw'))
  for await (const chunk of deflated) {
    tally.packed += chunk.length
    yield chunk
  }
}

/** In pieces that are worth packing. */
async function* encoded(text: ZipEntry['text'], tally: Tally): AsyncGenerator<Bytes> {
  let waiting = ''
  for await (const piece of text) {
    waiting += piece
    if (waiting.length < enough) continue
    yield counted(waiting, tally)
    waiting = ''
  }
  yield counted(waiting, tally)
}

const enough = 1 << 16

function counted(text: string, tally: Tally): Bytes {
  const bytes = encoder.encode(text)
  tally.plain += bytes.length
  for (const byte of bytes) tally.crc = (crcs[(tally.crc ^ byte) & 0xff] ?? 0) ^ (tally.crc >>> 8)
  return bytes
}

/** The remainders of each byte by the polynomial of CRC-32, lowest bit first. */
const crcs = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})
