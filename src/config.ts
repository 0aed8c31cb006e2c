import * as z from 'zod'
import { hostUrl, isLoopback } from './platform/http/host-url.ts'
import { type Currency, currencyOf } from './platform/money/currency.ts'
import './platform/plain-messages.ts'
import {
  type FormOfAddress,
  formsOfAddress,
  type Language,
  languages,
} from './platform/ui/texts/language.ts'

/** The environment, parsed once. Nothing below the entries reads an environment variable. */
export type Config = Readonly<{
  production: boolean
  databaseUrl: string | null
  stripe: Readonly<{
    key: string
    apiBase: string | null
    /** Whether a start brings the sandbox with it: its key, and no address of another one. */
    embedded: boolean
    webhookSecrets: readonly string[]
    livemode: boolean
    /** How many background calls of one endpoint this process makes in a second. */
    callsPerSecond: number
  }>
  host: string
  port: number
  sandboxPort: number
  dataDir: string
  baseUrl: string
  returnOrigins: readonly string[]
  reportingCurrency: Currency
  reportingTimezone: string
  supporterMonths: number
  mailUrl: string | null
  trustedProxy: string | null
  alertUrl: string | null
  alertEmail: string | null
  /** How an order proves to be a person's while stolen cards are being tried. */
  botCheck: BotCheck
  appSecret: string
  /** What readers are spoken to in where they have not said what they read. */
  language: Language
  /** null: as each language's catalogue is written. */
  formOfAddress: FormOfAddress | null
  /** How long before a yearly charge its payer is told of it. */
  renewalNotice_days: number
}>

export type BotCheck =
  | Readonly<{ kind: 'off' | 'confirm' }>
  | Readonly<{ kind: 'service'; url: string; secret: string | null }>

/** Every reason why this environment cannot be started, each naming its variable, no secret's value. */
export class ConfigRefused extends Error {
  readonly reasons: readonly string[]
  constructor(reasons: readonly string[]) {
    super(`Mainstay did not start. Nothing was opened or changed.\n${reasons.join('\n')}`)
    this.reasons = reasons
  }
}

const sandboxKey = 'sk_test_mainstay'
/** Under the 25 calls a second that Stripe allows an endpoint (domain/stripe.md 6); ours has no limit. */
const stripePace = 15
const sandboxPace = 1000
export const sandboxWebhookSecret = 'whsec_mainstay_sandbox'

/** A variable that may be absent; an empty one is. */
const optional = <Value extends z.ZodType>(value: Value) =>
  z.preprocess((sent) => (sent === '' ? undefined : sent), value.optional())
const address = (protocol: RegExp, error: string) => z.url({ protocol, error })

const text = optional(z.string().trim())
const integer = (fallback: number) =>
  optional(z.coerce.number().int().positive()).transform((n) => n ?? fallback)
const port = (fallback: number) => integer(fallback).pipe(z.int().max(65_535))
const list = text.transform((value) =>
  (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
)
const webAddress = address(/^https?$/, 'is no web address, like https://members.example.org')
const botCheckWrong = 'is neither off, confirm nor a web address, like https://example.org/verify'
const origin = webAddress.transform((url) => new URL(url).origin)

const environment = z.object({
  NODE_ENV: text,
  DATABASE_URL: optional(
    address(
      /^postgres(ql)?$/,
      'is no address of a database, like postgres://db.example.org/mainstay',
    ),
  ),
  STRIPE_SECRET_KEY: text,
  STRIPE_API_KEY: text,
  STRIPE_API_BASE: optional(webAddress),
  STRIPE_WEBHOOK_SECRET: list,
  STRIPE_CALLS_PER_SECOND: optional(z.coerce.number().int().min(1).max(1000)),
  STRIPE_MODE: optional(z.enum(['live', 'test'])),
  PORT: port(8787),
  HOST: text.transform((value) => value ?? '127.0.0.1'),
  SANDBOX_PORT: port(12111),
  DATA_DIR: text.transform((value) => value ?? '.data'),
  BASE_URL: optional(origin),
  RETURN_ORIGINS: list.pipe(z.array(origin)),
  REPORTING_CURRENCY: text.transform((value) => value ?? 'EUR').transform(asCurrency),
  REPORTING_TIMEZONE: text
    .transform((value) => value ?? 'Europe/Kyiv')
    .refine(isZone, 'is no IANA time zone, like Europe/Kyiv'),
  SUPPORTER_MONTHS: integer(12),
  MAIL_URL: optional(
    address(
      /^smtps?$/,
      'is no address of a mail server, like smtps://USER:PASSWORD@mail.example.org',
    ),
  ),
  TRUSTED_PROXY: text.refine(isAddresses, 'is no list of IP addresses, like 10.0.0.1, 10.0.0.2'),
  ALERT_URL: optional(webAddress),
  ALERT_EMAIL: optional(z.email()),
  BOT_CHECK: optional(z.union([z.enum(['off', 'confirm']), webAddress], botCheckWrong)),
  BOT_CHECK_SECRET: text,
  APP_SECRET: text,
  READER_LANGUAGE: optional(z.enum(languages)),
  FORM_OF_ADDRESS: optional(z.enum(formsOfAddress)),
  RENEWAL_NOTICE_DAYS: optional(z.coerce.number().int().min(15).max(45)),
})
type Environment = z.output<typeof environment>

/**
 * `env` to Config. `localSecret` is what signs where APP_SECRET is not given (a local start makes
 * one in DATA_DIR); in production there is none. Throws ConfigRefused before anything is opened.
 */
export function configOf(
  env: Readonly<Record<string, unknown>>,
  { production, localSecret }: { production: boolean; localSecret: string | null },
): Config {
  const result = environment.safeParse(env)
  if (!result.success) {
    throw new ConfigRefused(
      result.error.issues.map(({ path: [name], message }) => `${String(name)}: ${message}`),
    )
  }
  const parsed = result.data
  const reasons = [...unsafeAnywhere(parsed), ...(production ? unsafeInProduction(parsed) : [])]
  const appSecret = parsed.APP_SECRET ?? localSecret
  if (appSecret === null)
    reasons.push('APP_SECRET: is required; give 32 random characters or more.')
  if (reasons.length > 0 || appSecret === null) throw new ConfigRefused(reasons)
  return configFrom(parsed, production, appSecret)
}

function configFrom(env: Environment, production: boolean, appSecret: string): Config {
  return {
    production,
    databaseUrl: env.DATABASE_URL ?? null,
    stripe: stripeOf(env),
    host: env.HOST,
    port: env.PORT,
    sandboxPort: env.SANDBOX_PORT,
    dataDir: env.DATA_DIR,
    baseUrl: env.BASE_URL ?? hostUrl(env.HOST, env.PORT),
    returnOrigins: env.RETURN_ORIGINS,
    reportingCurrency: env.REPORTING_CURRENCY,
    reportingTimezone: env.REPORTING_TIMEZONE,
    supporterMonths: env.SUPPORTER_MONTHS,
    mailUrl: env.MAIL_URL ?? null,
    trustedProxy: env.TRUSTED_PROXY ?? null,
    alertUrl: env.ALERT_URL ?? null,
    alertEmail: env.ALERT_EMAIL ?? null,
    botCheck: botCheckOf(env),
    appSecret,
    language: env.READER_LANGUAGE ?? 'en',
    formOfAddress: env.FORM_OF_ADDRESS ?? null,
    renewalNotice_days: env.RENEWAL_NOTICE_DAYS ?? 30,
  }
}

function botCheckOf({ BOT_CHECK: check = 'off', BOT_CHECK_SECRET: secret }: Environment): BotCheck {
  if (check === 'off' || check === 'confirm') return { kind: check }
  return { kind: 'service', url: check, secret: secret ?? null }
}

function stripeOf(env: Environment): Config['stripe'] {
  const key = keyOf(env) ?? sandboxKey
  const secrets = env.STRIPE_WEBHOOK_SECRET
  const embedded = key === sandboxKey && env.STRIPE_API_BASE === undefined
  return {
    key,
    embedded,
    apiBase: embedded ? hostUrl('127.0.0.1', env.SANDBOX_PORT) : (env.STRIPE_API_BASE ?? null),
    webhookSecrets: secrets.length === 0 && key === sandboxKey ? [sandboxWebhookSecret] : secrets,
    livemode: isLive(key),
    callsPerSecond: env.STRIPE_CALLS_PER_SECOND ?? (embedded ? sandboxPace : stripePace),
  }
}

function unsafeAnywhere(env: Environment): string[] {
  const key = keyOf(env)
  const reasons: string[] = []
  if (env.STRIPE_API_BASE && !key) {
    reasons.push(
      'STRIPE_API_BASE: is set without STRIPE_SECRET_KEY; give the key that this address expects.',
    )
  }
  if (env.STRIPE_MODE && isLive(key ?? sandboxKey) !== (env.STRIPE_MODE === 'live')) {
    reasons.push(
      `STRIPE_MODE: says ${env.STRIPE_MODE}, but ${key ? 'STRIPE_SECRET_KEY is a key' : 'the sandbox is'} of the other mode.`,
    )
  }
  return reasons
}

function unsafeInProduction(env: Environment): string[] {
  const key = keyOf(env)
  const checks: [boolean, string][] = [
    [!key, 'STRIPE_SECRET_KEY: is required in production.'],
    [key === sandboxKey, "STRIPE_SECRET_KEY: is the sandbox's; give your account's key."],
    [env.STRIPE_WEBHOOK_SECRET.length === 0, 'STRIPE_WEBHOOK_SECRET: is required in production.'],
    [
      env.STRIPE_WEBHOOK_SECRET.includes(sandboxWebhookSecret),
      "STRIPE_WEBHOOK_SECRET: holds the sandbox's; remove it.",
    ],
    [isLoopback(env.STRIPE_API_BASE), 'STRIPE_API_BASE: is the sandbox; remove it to use Stripe.'],
    [(env.APP_SECRET ?? '').length < 32, 'APP_SECRET: needs 32 random characters or more.'],
    [isDefaultSecret(env.APP_SECRET), "APP_SECRET: is the example's; make your own."],
    [
      Boolean(key && isLive(key)) && !env.BASE_URL?.startsWith('https://'),
      'BASE_URL: must be https with a live key.',
    ],
  ]
  return checks.filter(([unsafe]) => unsafe).map(([, reason]) => reason)
}

function keyOf(env: Environment): string | undefined {
  return env.STRIPE_SECRET_KEY ?? env.STRIPE_API_KEY
}

function isLive(key: string): boolean {
  return key.includes('_live_')
}

function isDefaultSecret(secret: string | undefined): boolean {
  return secret !== undefined && /change.?me/i.test(secret)
}

function asCurrency(value: string, context: z.RefinementCtx): Currency {
  const currency = currencyOf(value)
  if (currency !== null) return currency
  context.addIssue('is no currency code, like EUR')
  return z.NEVER
}

/** A range or a name would trust nobody, and all readers would share the proxy's limits. */
function isAddresses(list: string | undefined): boolean {
  const address = z.union([z.ipv4(), z.ipv6()])
  return (list ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .every((part) => address.safeParse(part).success)
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false // Intl's only way to say that it does not know a zone
  }
}
