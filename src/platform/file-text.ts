/** A file's text, and the encoding that it was read in. */
export type FileText = Readonly<{
  text: string
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
}>

/**
 * The text of a file that a spreadsheet wrote: UTF-8 or UTF-16 by its byte order mark, UTF-16 also by
 * its zeros, UTF-8 where the bytes are that, else Windows-1252, which every byte is in. Nothing is lost
 * and nothing replaced; that the last is a guess is why the encoding is told.
 */
export function fileText(bytes: Uint8Array): FileText {
  const encoding = markOf(bytes) ?? zerosOf(bytes) ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252')
  return { text: new TextDecoder(encoding).decode(bytes), encoding }
}

function markOf([first, second, third]: Uint8Array): FileText['encoding'] | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : null
}

/** A letter of a header is a zero and a byte in UTF-16, and nowhere else is a zero in a text. */
function zerosOf([first, second]: Uint8Array): FileText['encoding'] | null {
  if (first !== 0 && second === 0) return 'utf-16le'
  return first === 0 && second !== 0 && second !== undefined ? 'utf-16be' : null
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false // the only thing it throws is that the bytes are no UTF-8
  }
}
