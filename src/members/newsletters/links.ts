import { readSignedText, signedText } from '../../platform/auth/signed-text.ts'
import type { ConsentKey } from './consent.ts'

type Signing = Readonly<{ baseUrl: string; appSecret: string }>

/** What a link of a mail leads to: agreeing to a newsletter, or leaving it. */
export type ConsentAct = 'confirm' | 'leave'

/**
 * Where an agreement is confirmed or ended without a sign-in. The address says nothing about whose it is;
 * reading it changes nothing. For `leave` one POST to it is enough (RFC 8058).
 */
export async function consentAddress(
  { baseUrl, appSecret }: Signing,
  act: ConsentAct,
  { address_hash, id }: ConsentKey,
): Promise<string> {
  const token = await signedText(seal(appSecret, act), `${address_hash}.${id}`)
  return `${baseUrl}/newsletters/${act}?token=${token}`
}

/** The agreement that an address of ours names, or null. */
export async function consentNamed(
  { appSecret }: Pick<Signing, 'appSecret'>,
  act: ConsentAct,
  token: string,
): Promise<ConsentKey | null> {
  const text = await readSignedText(seal(appSecret, act), token)
  const [address_hash, id] = text?.split('.') ?? []
  return address_hash === undefined || id === undefined ? null : { address_hash, id }
}

function seal(secret: string, act: ConsentAct) {
  return { secret, purpose: `newsletter ${act}` }
}
