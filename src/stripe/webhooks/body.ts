export const longestBody_bytes = 1_048_576

/** The request's text, or null when it is longer than allowed: refused unread when announced so. */
export async function bodyWithin(request: Request, limit: number): Promise<string | null> {
  const announced = request.headers.get('content-length')
  if (announced !== null) {
    return Number(announced) > limit ? null : exactText().decode(await request.arrayBuffer())
  }
  return request.body === null ? '' : readWithin(request.body, limit)
}

async function readWithin(body: ReadableStream<Uint8Array>, limit: number): Promise<string | null> {
  const decoder = exactText()
  let text = ''
  let length = 0
  for await (const chunk of body) {
    length += chunk.byteLength
    if (length > limit) return null // leaving the loop cancels the stream
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** Keeps a byte order mark, which `text()` drops: what is verified is the very text that was signed. */
function exactText(): TextDecoder {
  return new TextDecoder('utf-8', { ignoreBOM: true })
}
