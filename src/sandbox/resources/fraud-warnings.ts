import { list, type Operations, retrieve } from './operation.ts'

export const fraudWarnings: Operations = {
  'GET /v1/radar/early_fraud_warnings': list('radar.early_fraud_warning', [
    'charge',
    'payment_intent',
  ]),
  'GET /v1/radar/early_fraud_warnings/:id': retrieve('radar.early_fraud_warning'),
}
