import { keyRefused } from './wire/error.ts'

export const DEFAULT_ACCOUNT = 'sk_test_mainstay'

/** The account of a request: its key. `null` when none was sent. @throws StripeError 401 */
export function accountKey(authorization: string | null | undefined): string | null {
  if (!authorization) return null
  const [scheme = '', credentials = ''] = authorization.split(' ')
  const key = scheme.toLowerCase() === 'basic' ? userOf(credentials) : credentials
  if (/^(sk|rk)_test_\w+$/.test(key)) return key
  if (/^(sk|rk)_live_/.test(key)) {
    throw keyRefused('This is a sandbox: it takes no live keys. Use any sk_test_ key.')
  }
  throw keyRefused('Invalid API Key provided. The sandbox takes any key that begins with sk_test_.')
}

/** curl's `-u sk_test_…:` sends the key as a user without a password. */
function userOf(credentials: string): string {
  return Buffer.from(credentials, 'base64').toString('utf8').split(':')[0] ?? ''
}
