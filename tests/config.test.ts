import { expect, test } from 'vitest'
import { ConfigRefused, configOf } from '../src/config.ts'

const local = { production: false, localSecret: 'kept-in-the-data-folder' }
const production = { production: true, localSecret: null }
const safe = {
  DATABASE_URL: 'postgres://db/mainstay',
  STRIPE_SECRET_KEY: 'sk_live_abc',
  STRIPE_WEBHOOK_SECRET: 'whsec_abc',
  APP_SECRET: 'k3v9q1x7m5z2p8w4n6c0b3f7h1j5l9r2',
  BASE_URL: 'https://members.example.org',
}

/** The variables named by the refusal of this environment; [] when it is accepted. */
function refused(env: Record<string, string>, mode: typeof local | typeof production): string[] {
  try {
    configOf(env, mode)
    return []
  } catch (error) {
    if (!(error instanceof ConfigRefused)) throw error
    return error.reasons.map((reason) => reason.slice(0, reason.indexOf(':')))
  }
}

test('an empty environment is a local start on the sandbox', () => {
  expect(configOf({}, local)).toMatchObject({
    databaseUrl: null,
    stripe: {
      key: 'sk_test_mainstay',
      apiBase: 'http://127.0.0.1:12111',
      webhookSecrets: ['whsec_mainstay_sandbox'],
      livemode: false,
    },
    baseUrl: 'http://127.0.0.1:8787',
    reportingCurrency: 'EUR',
    reportingTimezone: 'Europe/Kyiv',
    supporterMonths: 12,
  })
})

test('STRIPE_API_KEY is an alias, and secrets may be several for a rotation', () => {
  const { stripe } = configOf(
    { STRIPE_API_KEY: 'sk_test_x', STRIPE_WEBHOOK_SECRET: 'whsec_new, whsec_old' },
    local,
  )
  expect(stripe).toMatchObject({
    key: 'sk_test_x',
    apiBase: null,
    webhookSecrets: ['whsec_new', 'whsec_old'],
  })
})

test('a safe production environment is accepted', () => {
  expect(refused(safe, production)).toEqual([])
})

test.each<[string, Record<string, string>, string]>([
  ['no Stripe key', { STRIPE_SECRET_KEY: '' }, 'STRIPE_SECRET_KEY'],
  ["the sandbox's key", { STRIPE_SECRET_KEY: 'sk_test_mainstay' }, 'STRIPE_SECRET_KEY'],
  ['no webhook secret', { STRIPE_WEBHOOK_SECRET: '' }, 'STRIPE_WEBHOOK_SECRET'],
  [
    "the sandbox's secret",
    { STRIPE_WEBHOOK_SECRET: 'whsec_mainstay_sandbox' },
    'STRIPE_WEBHOOK_SECRET',
  ],
  ['the sandbox as Stripe', { STRIPE_API_BASE: 'http://127.0.0.1:12111' }, 'STRIPE_API_BASE'],
  ['the sandbox at any address', { STRIPE_API_BASE: 'http://0.0.0.0:12111' }, 'STRIPE_API_BASE'],
  ['the sandbox by its name', { STRIPE_API_BASE: 'http://localhost.:12111' }, 'STRIPE_API_BASE'],
  ['no APP_SECRET', { APP_SECRET: '' }, 'APP_SECRET'],
  ['a short APP_SECRET', { APP_SECRET: 'short' }, 'APP_SECRET'],
  ['a default APP_SECRET', { APP_SECRET: 'change-me-change-me-change-me-change-me' }, 'APP_SECRET'],
  ['plain http with a live key', { BASE_URL: 'http://members.example.org' }, 'BASE_URL'],
  ['a live key in test mode', { STRIPE_MODE: 'test' }, 'STRIPE_MODE'],
])('production with %s is refused, naming %3$s', (_, change, variable) => {
  expect(refused({ ...safe, ...change }, production)).toContain(variable)
})

test('a long secret of one’s own is accepted, whatever words stand in it', () => {
  const APP_SECRET = 'an-example-of-a-secret-4f8b2c9d1e7a6053'
  expect(refused({ ...safe, APP_SECRET }, production)).toEqual([])
})

test.each<[string, Record<string, string>, object]>([
  ['no key', {}, { embedded: true, apiBase: 'http://127.0.0.1:12111' }],
  [
    "the sandbox's own key",
    { STRIPE_SECRET_KEY: 'sk_test_mainstay' },
    { embedded: true, apiBase: 'http://127.0.0.1:12111' },
  ],
  [
    "the sandbox's key and an address",
    { STRIPE_SECRET_KEY: 'sk_test_mainstay', STRIPE_API_BASE: 'http://127.0.0.1:4242' },
    { embedded: false, apiBase: 'http://127.0.0.1:4242' },
  ],
  [
    'a key of an account',
    { STRIPE_SECRET_KEY: 'sk_test_abc' },
    { embedded: false, apiBase: null, webhookSecrets: [] },
  ],
])('with %s Stripe is where it should be', (_, env, expected) => {
  expect(configOf(env, local).stripe).toMatchObject(expected)
})

test('TRUSTED_PROXY takes one address or several, of either kind', () => {
  const several = '10.0.0.1, ::1'
  expect(configOf({ TRUSTED_PROXY: several }, local).trustedProxy).toBe(several)
})

test('an IPv6 host stands in brackets in the links', () => {
  expect(configOf({ HOST: '::1' }, local).baseUrl).toBe('http://[::1]:8787')
})

test('no value of a secret stands in a refusal', () => {
  const env = {
    ...safe,
    APP_SECRET: 'tiny-but-private',
    STRIPE_MODE: 'test',
    BASE_URL: 'http://x.example',
  }
  expect(() => configOf(env, production)).toThrow(
    expect.objectContaining({ message: expect.not.stringMatching(/tiny|sk_live_abc|whsec_abc/) }),
  )
})

test.each([
  ['PORT', 'eighty'],
  ['REPORTING_TIMEZONE', 'Europe/Atlantis'],
  ['REPORTING_CURRENCY', 'EURO'],
  ['STRIPE_MODE', 'both'],
  ['BASE_URL', 'ftp://files.example'],
  ['SUPPORTER_MONTHS', '0'],
  ['PORT', '70000'],
  ['SANDBOX_PORT', '65536'],
  ['STRIPE_MODE', 'live'], // the sandbox's key is a test key
])('%s=%s is refused by name', (variable, value) => {
  expect(refused({ [variable]: value }, local)).toEqual([variable])
})

test.each([
  ['PORT', 'eighty', 'This is no number.'],
  ['SUPPORTER_MONTHS', '0', 'Give more than 0.'],
  ['STRIPE_MODE', 'both', 'Give one of live, test.'],
  ['ALERT_EMAIL', 'ann', 'This is no e-mail address.'],
  ['TRUSTED_PROXY', '10.0.0.1, 10.1.0.0/16', 'is no list of IP addresses, like 10.0.0.1, 10.0.0.2'],
  ['ALERT_URL', 'pager', 'is no web address, like https://members.example.org'],
  ['RETURN_ORIGINS', 'https://a.example, b', 'is no web address, like https://members.example.org'],
  ['REPORTING_TIMEZONE', 'Europe/Atlantis', 'is no IANA time zone, like Europe/Kyiv'],
])('%s=%s is refused with words that help: %s', (variable, value, words) => {
  expect(() => configOf({ [variable]: value }, local)).toThrow(
    expect.objectContaining({ reasons: [`${variable}: ${words}`] }),
  )
})

test('a base URL for Stripe without a key is refused anywhere', () => {
  expect(refused({ STRIPE_API_BASE: 'http://127.0.0.1:9' }, local)).toEqual(['STRIPE_API_BASE'])
})
