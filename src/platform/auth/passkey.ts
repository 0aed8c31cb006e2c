import * as z from 'zod'
import type { Database } from '../database/connection.ts'
import { type AuthDeps, createAuth } from './auth.ts'
import { doneIn, type SignInDone } from './link.ts'

/** What the browser's own `navigator.credentials` is asked with, and the cookies that remember the question. */
export type PasskeyQuestion = Readonly<{ options: unknown; cookies: readonly string[] }>

const credential = {
  ...{ id: z.string(), rawId: z.string(), type: z.literal('public-key') },
  clientExtensionResults: z.object({}),
}

/** What it answers, as its `toJSON()` writes it: a known passkey, and a new one. */
export const passkeyAnswer = z.strictObject({
  response: z.object({
    ...credential,
    response: z.object({
      ...{ clientDataJSON: z.string(), authenticatorData: z.string(), signature: z.string() },
      userHandle: z.exactOptional(z.string()),
    }),
  }),
})
export const newPasskey = z.strictObject({
  response: z.object({
    ...credential,
    response: z.object({
      ...{ clientDataJSON: z.string(), attestationObject: z.string() },
      transports: z.exactOptional(z.array(z.string())),
    }),
  }),
})

/** Asks which passkey somebody has; nobody is named. */
export async function askForPasskey(deps: AuthDeps, headers: Headers): Promise<PasskeyQuestion> {
  const api = createAuth(deps).api
  return questionIn(await api.generatePasskeyAuthenticationOptions({ headers, asResponse: true }))
}

/** Asks for a new one of whoever is signed in. */
export async function askForNewPasskey(deps: AuthDeps, headers: Headers): Promise<PasskeyQuestion> {
  const api = createAuth(deps).api
  return questionIn(
    await api.generatePasskeyRegistrationOptions({ headers, query: {}, asResponse: true }),
  )
}

/** Keeps a new passkey of whoever is signed in; false when it does not prove itself. */
export async function keepPasskey(
  deps: AuthDeps,
  headers: Headers,
  body: z.output<typeof newPasskey>,
): Promise<boolean> {
  const api = createAuth(deps).api
  const response = await api.verifyPasskeyRegistration({ headers, body, asResponse: true })
  return response.ok
}

/** Signs in by a passkey: the cookies of a new session, or null when it does not prove itself. */
export async function signInByPasskey(
  deps: AuthDeps,
  headers: Headers,
  body: z.output<typeof passkeyAnswer>,
): Promise<SignInDone | null> {
  const api = createAuth(deps).api
  const response = await api.verifyPasskeyAuthentication({ headers, body, asResponse: true })
  return doneIn(deps, response)
}

/** Those of one sign-in, the youngest first. */
export function passkeysOf(db: Database, user_id: string) {
  return db
    .selectFrom('auth_passkey')
    .select(['id', 'created_at'])
    .where('user_id', '=', user_id)
    .orderBy('created_at', 'desc')
    .execute()
}

/** Removes one of one's own; somebody else's stays. */
export async function removePasskey(
  db: Database,
  { id, user_id }: Readonly<{ id: string; user_id: string }>,
): Promise<void> {
  await db.deleteFrom('auth_passkey').where('id', '=', id).where('user_id', '=', user_id).execute()
}

async function questionIn(response: Response): Promise<PasskeyQuestion> {
  if (!response.ok) throw new Error(`passkeys were not asked for: ${response.status}`)
  return { options: await response.json(), cookies: response.headers.getSetCookie() }
}
