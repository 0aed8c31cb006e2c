export const longestBody_bytes = 1_048_576

/** The request's text, or null when it is longer than allowed: refused unread when announced so. */
export async function bodyWithin(request: Request, limit: number): Promise<string | null> {
  const announced = request.headers.get('content-length')
  if (announced !== null) return Number(announced) > limit ? null : request.text()
  return request.body === null ? '' : readWithin(request.body, limit)
}

async function readWithin(body: ReadableStream<Uint8Array>, limit: number): Promise<string | null> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let text = ''
  let length = 0
  for await (const chunk of body) {
    length += chunk.byteLength
    if (length > limit) return null // leaving the loop cancels the stream
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
