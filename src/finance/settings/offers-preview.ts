import { keyedHash } from '../../platform/auth/hash.ts'

/**
 * The support page with a draft of the offers: who has the link may look at it, nothing can be paid
 * there. The mark keeps others from reading drafts by their numbers.
 */
export async function previewAddress(secret: string, version: number): Promise<string> {
  return `/support?draft=${version}.${await markOf(secret, version)}`
}

/** The version that a link's `draft` names, null when it is no link of ours. */
export async function previewedVersion(secret: string, draft: string): Promise<number | null> {
  const [, version, mark] = /^(\d{1,9})\.([0-9a-f]{16})$/.exec(draft) ?? []
  if (version === undefined) return null
  return (await markOf(secret, Number(version))) === mark ? Number(version) : null
}

async function markOf(secret: string, version: number): Promise<string> {
  return (await keyedHash(secret, `offers draft ${version}`)).slice(0, 16)
}
