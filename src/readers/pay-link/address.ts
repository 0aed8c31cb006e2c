import { readSignedText, signedText } from '../../platform/auth/signed-text.ts'

type Signing = Readonly<{ baseUrl: string; appSecret: string }>

const purpose = 'pay'

/**
 * Where one bill can be paid without signing in. Whoever has the address sees a sum and our name, never
 * whose bill it is. It is good for as long as its bill is to be paid.
 */
export async function payAddress(config: Signing, invoice: string): Promise<string> {
  return `${config.baseUrl}/pay/${await signedText({ secret: config.appSecret, purpose }, invoice)}`
}

/** The bill that an address of ours names, or null. */
export function billNamed({ appSecret }: Pick<Signing, 'appSecret'>, token: string) {
  return readSignedText({ secret: appSecret, purpose }, token)
}
