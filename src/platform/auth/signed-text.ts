import { keyedHash } from './hash.ts'

/** `purpose` keeps a signature made for one thing with the same secret from passing for another. */
type Seal = Readonly<{ secret: string; purpose: string }>

/** `TEXT.SIGNATURE`, fit for an address or a hidden field where the text is. */
export async function signedText(seal: Seal, text: string): Promise<string> {
  return `${text}.${await signatureOf(seal, text)}`
}

/** The text that we signed, or null. */
export async function readSignedText(seal: Seal, sent: string): Promise<string | null> {
  const [, text, signature] = /^(.{1,200})\.([0-9a-f]{64})$/.exec(sent) ?? []
  if (text === undefined || signature === undefined) return null
  return isSame(await signatureOf(seal, text), signature) ? text : null
}

function signatureOf({ secret, purpose }: Seal, text: string): Promise<string> {
  return keyedHash(secret, `${purpose}:${text}`)
}

/** Takes as long for a near miss as for a far one. Both are 64 hex digits. */
function isSame(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i += 1) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}
