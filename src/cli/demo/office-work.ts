import { setTimeout as wait } from 'node:timers/promises'
import * as z from 'zod'
import { anything } from './calls.ts'
import { act, type Houses, untilBooked } from './living.ts'
import type { OfficeAct } from './office.ts'

/** Does at finance's desk what is to be done; throws what the desk said where it refuses. */
export async function work(houses: Houses, task: OfficeAct): Promise<void> {
  const { finance } = houses
  switch (task.kind) {
    case 'income':
      return void (await finance(anything, '/api/income', { json: task.income }))
    case 'declare':
      return void (await finance(anything, task.path, { json: task.terms, method: 'PUT' }))
    case 'reopen': {
      const reason = 'The advertisers’ final statement is to be looked at once more.'
      return void (await finance(anything, `/api/periods/${task.month}/reopen`, {
        json: { reason },
      }))
    }
    case 'close':
      return close(houses, task.month)
    case 'payout':
      return payOut(houses)
    case 'payout_fails':
      return failPayout(houses)
  }
}

const patience = 20

/** What Stripe has told is booked first; a label may come a moment after its money. */
async function close(houses: Houses, month: string): Promise<void> {
  await untilBooked(houses)
  for (let tries = 1; ; tries += 1) {
    try {
      return void (await houses.finance(anything, `/api/periods/${month}/close`, { json: {} }))
    } catch (error) {
      if (tries === patience) throw error
      await wait(250)
    }
  }
}

const amounts = z.array(z.object({ amount: z.int(), currency: z.string() }))
const balance = z.object({ available: amounts, pending: amounts })

/** All that is left, by hand; what is available leaves by itself each night. */
async function payOut(houses: Houses): Promise<void> {
  const { available, pending } = await houses.stripe(balance, '/v1/balance')
  const [left] = [...pending, ...available].filter(({ amount }) => amount > 0)
  if (left) await act(houses, { action: 'payout', currency: left.currency })
}

const payouts = z.object({ data: z.array(z.object({ id: z.string() })) })

async function failPayout(houses: Houses): Promise<void> {
  const { data } = await houses.stripe(payouts, '/v1/payouts?limit=1')
  const [newest] = data
  if (newest) await act(houses, { action: 'payout_fail', payout: newest.id })
}
