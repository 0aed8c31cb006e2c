const encoder = new TextEncoder()

/** SHA-256 of a text, in hex. Only for secrets that are random themselves (keys, tokens). */
export async function sha256(text: string): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', encoder.encode(text)))
}

/**
 * HMAC-SHA-256 of a text under our secret, in hex: what stands for an address (e-mail or network)
 * where only sameness matters. Without the secret it cannot be found again by guessing.
 */
export async function keyedHash(secret: string, text: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, [
    'sign',
  ])
  return hex(await crypto.subtle.sign('HMAC', key, encoder.encode(text)))
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
