// better-auth's camelCase names to the columns of migrations/0002_auth.sql.

const made = { createdAt: 'created_at', updatedAt: 'updated_at' } as const

export const userColumns = {
  modelName: 'auth_user',
  fields: { ...made, emailVerified: 'email_verified' },
} as const

export const sessionColumns = {
  modelName: 'auth_session',
  fields: {
    ...made,
    userId: 'user_id',
    expiresAt: 'expires_at',
    ipAddress: 'ip_address',
    userAgent: 'user_agent',
  },
} as const

export const accountColumns = {
  modelName: 'auth_account',
  fields: {
    ...made,
    userId: 'user_id',
    accountId: 'account_id',
    providerId: 'provider_id',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
  },
} as const

export const verificationColumns = {
  modelName: 'auth_verification',
  fields: { ...made, expiresAt: 'expires_at' },
} as const

export const passkeyColumns = {
  modelName: 'auth_passkey',
  fields: {
    createdAt: 'created_at',
    publicKey: 'public_key',
    userId: 'user_id',
    credentialID: 'credential_id',
    deviceType: 'device_type',
    backedUp: 'backed_up',
  },
} as const
