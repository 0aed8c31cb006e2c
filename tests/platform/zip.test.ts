import { crc32, inflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { streamOf } from '../../src/platform/http/stream.ts'
import { zipOf } from '../../src/platform/zip.ts'

async function bytesOf(made: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of made) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The files of an archive by its directory, as any reader finds them. */
function unpacked(archive: Buffer): [name: string, text: string][] {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  let at = archive.readUInt32LE(end + 16)
  return Array.from({ length: archive.readUInt16LE(end + 10) }, () => {
    const [crc, packed, plain] = [16, 20, 24].map((place) => archive.readUInt32LE(at + place))
    const named = archive.readUInt16LE(at + 28)
    const name = archive.toString('utf8', at + 46, at + 46 + named)
    const start = archive.readUInt32LE(at + 42) + 30 + named
    const text = inflateRawSync(archive.subarray(start, start + (packed ?? 0)))
    expect([text.length, crc32(text)]).toEqual([plain, crc])
    at += 46 + named
    return [name, text.toString('utf8')]
  })
}

test('an archive holds its files, however long, with their sizes and sums', async () => {
  const long = Array.from({ length: 30_000 }, (_, line) => `line ${line} größe\n`)
  const archive = await bytesOf(
    zipOf([
      { name: 'a.txt', text: ['Київ'] },
      { name: 'ü/b.txt', text: long },
    ]),
  )
  expect(unpacked(archive)).toEqual([
    ['a.txt', 'Київ'],
    ['ü/b.txt', long.join('')],
  ])
})

test('nothing is made that nobody reads, and whoever stops reading stops it', async () => {
  const made: number[] = []
  let stopped = false
  async function* numbers() {
    try {
      for (let number = 0; ; number += 1) {
        made.push(number)
        yield new Uint8Array(1)
      }
    } finally {
      stopped = true
    }
  }
  const reader = streamOf(numbers()).getReader()
  await reader.read()
  await reader.cancel()
  expect(made.length).toBeLessThan(4)
  expect(stopped).toBe(true)
})
