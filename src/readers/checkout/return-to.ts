type Origins = Readonly<{ baseUrl: string; returnOrigins: readonly string[] }>

/** Stripe keeps 500 characters of metadata a key, and that is where it travels. */
const longest = 500

/**
 * The address that a reader may be led back to: a path of our own or an address at one of
 * RETURN_ORIGINS, made absolute. Anything else (another site, a script, a name before an `@`) is
 * null, and then nobody is led anywhere.
 */
export function returnAddress(text: string | undefined, origins: Origins): string | null {
  if (text === undefined || !/^(\/|https?:\/\/)/.test(text)) return null
  const url = URL.parse(text, origins.baseUrl)
  if (url === null || url.username !== '' || url.password !== '') return null
  const allowed = [new URL(origins.baseUrl).origin, ...origins.returnOrigins]
  return allowed.includes(url.origin) && url.href.length <= longest ? url.href : null
}
