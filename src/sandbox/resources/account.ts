import type { Operations } from './operation.ts'

export const account: Operations = {
  'GET /v1/account': async ({ unit }) => ({
    id: 'acct_sandbox',
    object: 'account',
    business_profile: { name: 'Sandbox newsroom', url: null },
    capabilities: { card_payments: 'active', sepa_debit_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    country: 'IE',
    default_currency: unit.settlementCurrency,
    details_submitted: true,
    email: 'newsroom@example.org',
    livemode: false,
    metadata: {},
    payouts_enabled: true,
    settings: {
      dashboard: { display_name: 'Sandbox newsroom', timezone: 'Etc/UTC' },
      payouts: { schedule: { delay_days: 3, interval: 'daily' } },
    },
    type: 'standard',
  }),
}
