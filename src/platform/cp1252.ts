/** Windows-1252, the encoding that older programs read and write; the decoder’s table turned round. */
const bytes: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 256 }, (_, byte) => [
    new TextDecoder('windows-1252').decode(Uint8Array.of(byte)),
    byte,
  ]),
)

/** The bytes of a text; a character that the encoding has not is a question mark. */
export function cp1252(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => bytes.get(character) ?? 0x3f)
}
