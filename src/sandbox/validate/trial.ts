import { invalidRequest } from '../wire/error.ts'

const TWO_DAYS_S = 2 * 86_400
const LONGEST_DAYS = 730

/**
 * Whether a trial of a session can be: said once, two days or more, two years or less.
 * @throws StripeError 400
 */
export function checkTrial(
  { end, days }: { end?: number | undefined; days?: number | undefined },
  now: number,
): void {
  if (end !== undefined && days !== undefined) {
    throw invalidRequest(
      'You may only specify one of these parameters: trial_end, trial_period_days.',
      { code: 'parameters_exclusive', param: 'subscription_data[trial_period_days]' },
    )
  }
  if (days !== undefined && (days < 1 || days > LONGEST_DAYS)) {
    throw invalidRequest(`The trial must be between 1 and ${LONGEST_DAYS} days.`, {
      code: 'parameter_invalid_integer',
      param: 'subscription_data[trial_period_days]',
    })
  }
  if (end !== undefined && end < now + TWO_DAYS_S) {
    throw invalidRequest('The `trial_end` date has to be at least 2 days in the future.', {
      param: 'subscription_data[trial_end]',
    })
  }
}
