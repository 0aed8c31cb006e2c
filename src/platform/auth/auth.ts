import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { magicLink } from 'better-auth/plugins'
import type { Database } from '../database/connection.ts'
import { newsroom } from '../ui/newsroom.ts'
import {
  accountColumns,
  passkeyColumns,
  sessionColumns,
  userColumns,
  verificationColumns,
} from './columns.ts'
import { staffRoleOf } from './staff.ts'

export type AuthDeps = Readonly<{
  config: Readonly<{ appSecret: string; baseUrl: string }>
  db: Database
}>
/** What the next link is made of: better-auth keeps a hash of `token` for `lives_s` seconds. */
export type LinkSecret = Readonly<{ token: string; lives_s: number }>

export const sessionCookie = 'mainstay.session_token'
const sessionLives_s = 14 * 24 * 3600

/**
 * better-auth on our own tables: links, sessions, cookies. None of its own addresses is mounted;
 * our pages call `auth.api`, which skips its rate limit, so the pages bring theirs (`http/limits.ts`).
 * An instance costs about a millisecond and keeps no state: make one for each link.
 */
export function createAuth({ config, db }: AuthDeps, link?: LinkSecret) {
  return betterAuth({
    appName: 'Mainstay',
    baseURL: config.baseUrl,
    basePath: '/auth',
    secret: config.appSecret,
    database: { db, type: 'postgres' },
    plugins: [
      linkPlugin(link),
      passkey({
        rpName: newsroom.name,
        origin: config.baseUrl,
        schema: { passkey: passkeyColumns },
      }),
    ],
    disabledPaths: ['/magic-link/verify'], // its GET would consume the token; a mail scanner's too
    user: {
      ...userColumns,
      additionalFields: { role: { type: 'string', required: false, input: false } },
    },
    session: { ...sessionColumns, expiresIn: sessionLives_s, disableSessionRefresh: true },
    account: { ...accountColumns, encryptOAuthTokens: true },
    verification: { ...verificationColumns, storeIdentifier: 'hashed' },
    databaseHooks: withRole(db),
    advanced: {
      database: { generateId: 'uuid' },
      cookiePrefix: 'mainstay',
      ipAddress: { disableIpTracking: true }, // it would believe X-Forwarded-For, and keep it
      useSecureCookies: config.baseUrl.startsWith('https://'),
    },
    logger: { disabled: true }, // it writes addresses; what fails is thrown or answered
    telemetry: { enabled: false },
  })
}

function linkPlugin(link: LinkSecret | undefined) {
  return magicLink({
    storeToken: 'hashed',
    expiresIn: link?.lives_s ?? 0,
    generateToken: () => {
      if (link === undefined) throw new TypeError('this instance makes no links')
      return link.token
    },
    sendMagicLink: () => {}, // who asked for the link sends it
  })
}

/** Whoever has proven a mailbox may have a session; `role` is copied from their invitation, if any. */
function withRole(db: Database) {
  return {
    user: {
      create: {
        before: async (user: { email: string }) => ({
          data: { ...user, role: await staffRoleOf(db, user.email) },
        }),
      },
    },
  }
}
