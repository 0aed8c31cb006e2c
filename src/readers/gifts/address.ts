import { readSignedText, signedText } from '../../platform/auth/signed-text.ts'

type Signing = Readonly<{ baseUrl: string; appSecret: string }>

const purpose = 'gift'

/**
 * Where a gift membership is redeemed. The address is the gift: signed, so that nobody makes one up,
 * and kept nowhere, so that nobody reads one out of the database.
 */
export async function giftAddress(config: Signing, gift: string): Promise<string> {
  return `${config.baseUrl}${await giftPath(config, gift)}`
}

export async function giftPath(
  { appSecret: secret }: Pick<Signing, 'appSecret'>,
  gift: string,
): Promise<string> {
  return `/gifts/${await signedText({ secret, purpose }, gift)}`
}

/** The gift that an address of ours names, or null. */
export function giftNamed({ appSecret }: Pick<Signing, 'appSecret'>, token: string) {
  return readSignedText({ secret: appSecret, purpose }, token)
}
