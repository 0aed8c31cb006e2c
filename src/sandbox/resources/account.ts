import { newsroomName } from '../newsroom.ts'
import type { Operations } from './operation.ts'

export const account: Operations = {
  'GET /v1/account': async ({ unit }) => accountObject(unit.settlementCurrency),
}

const nothingDue = {
  alternatives: [],
  current_deadline: null,
  currently_due: [],
  disabled_reason: null,
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
}

/** The newsroom's account: the same for every key. */
function accountObject(default_currency: string) {
  return {
    id: 'acct_sandbox',
    object: 'account',
    business_profile: { name: newsroomName, url: null },
    business_type: 'company',
    capabilities: { card_payments: 'active', sepa_debit_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    controller: { type: 'account' },
    country: 'IE',
    created: 0,
    default_currency,
    details_submitted: true,
    email: 'newsroom@example.org',
    external_accounts: {
      object: 'list',
      data: [],
      has_more: false,
      url: '/v1/accounts/acct_sandbox/external_accounts',
    },
    future_requirements: nothingDue,
    metadata: {},
    payouts_enabled: true,
    requirements: nothingDue,
    settings: {
      dashboard: { display_name: newsroomName, timezone: 'Etc/UTC' },
      payouts: {
        debit_negative_balances: true,
        schedule: { delay_days: 3, interval: 'daily' },
        statement_descriptor: null,
      },
    },
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type: 'standard',
  }
}
