import type { Day } from '../../platform/day.ts'
import type { MadeUpReader } from './readers.ts'

/** What somebody orders on the support page, and how they pay. Amounts: minor units. */
export type Pledge = Readonly<{
  reader: MadeUpReader
  frequency: 'once' | 'monthly' | 'yearly'
  amount_minor: number
  currency: 'EUR' | 'USD' | 'GBP'
  cover_fees: boolean
  campaign: string | null
  article: string | null
  pays: Readonly<{ card: string }> | Readonly<{ iban: string }>
}>

/** What happens to a pledge, from its order on. */
export type Turn =
  | Readonly<{
      kind: 'order' | 'leave' | 'leave_at_once' | 'card_fails' | 'card_mended' | 'resume'
    }>
  | Readonly<{ kind: 'change'; amount_minor: number }>
  | Readonly<{ kind: 'pause'; until: Day }>
  | Readonly<{ kind: 'refund'; percent: number }>
  | Readonly<{ kind: 'dispute' | 'dispute_won' | 'dispute_lost' }>

/** One thing that happens, at a minute of a day; `pledge` is its place in the story. */
export type Scene = Readonly<{ day: Day; minute: number; pledge: number; turn: Turn }>

export const goodCard = '4242424242424242'
export const failingCard = '4000000000000341'
export const goodIban = 'DE89370400440532013000'
export const failingIban = 'DE62370400440532013001'
