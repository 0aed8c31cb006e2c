import { expect, test } from 'vitest'
import { cp1252 } from '../../src/platform/cp1252.ts'
import { fileText } from '../../src/platform/file-text.ts'

const said = 'payer;größe\nКиїв€'

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2))
  for (let index = 0; index < text.length; index += 1) {
    view.setUint16(index * 2, text.charCodeAt(index), littleEndian)
  }
  return new Uint8Array(view.buffer)
}

test.each([
  ['UTF-8', new TextEncoder().encode(said), 'utf-8'],
  ['UTF-8 with a mark', new TextEncoder().encode(`\uFEFF${said}`), 'utf-8'],
  ['UTF-16 with a mark', utf16(`\uFEFF${said}`, true), 'utf-16le'],
  ['UTF-16 the other way round', utf16(`\uFEFF${said}`, false), 'utf-16be'],
  ['UTF-16 without a mark', utf16(said, true), 'utf-16le'],
])('%s is read as it was written', (_name, bytes, encoding) => {
  expect(fileText(bytes)).toEqual({ text: said, encoding })
})

test('bytes that are no UTF-8 are Windows-1252, and that is told', () => {
  const bytes = cp1252('größe – 5 €')
  expect(bytes).toHaveLength(11)
  expect(fileText(bytes)).toEqual({ text: 'größe – 5 €', encoding: 'windows-1252' })
})

test('what Windows-1252 has not is a question mark', () => {
  expect([...cp1252('К')]).toEqual([0x3f])
})
