import { readSignedText, signedText } from '../../platform/auth/signed-text.ts'

const purpose = 'offers draft'

/**
 * The support page with a draft of the offers: who has the link may look at it, nothing can be paid
 * there. It is signed, so that others read no drafts by their numbers.
 */
export async function previewAddress(secret: string, version: number): Promise<string> {
  return `/support?draft=${await signedText({ secret, purpose }, String(version))}`
}

/** The version that a link's `draft` names, null when it is no link of ours. */
export async function previewedVersion(secret: string, draft: string): Promise<number | null> {
  const version = await readSignedText({ secret, purpose }, draft)
  return version === null ? null : Number(version)
}
