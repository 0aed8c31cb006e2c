import {
  type DedicationKind,
  dedicationKinds,
  type ShownAs,
  waysToBeShown,
} from '../../members/order-words.ts'
import { type Sent, textIn } from '../checkout/sent.ts'

/** What was typed into the fields that change no sum, as it was typed. */
export type Said = Readonly<{
  dedicationKind: DedicationKind
  dedication: string
  reason: string
  shownAs: ShownAs
  publicName: string
  company: string
  taxNumber: string
}>

export function saidIn(sent: Sent): Said {
  const text = (name: string) => textIn(sent, name)
  return {
    dedicationKind: dedicationKinds.find((kind) => kind === sent.dedication_kind) ?? 'honour',
    dedication: text('dedication'),
    reason: text('reason'),
    shownAs: waysToBeShown.find((way) => way === sent.shown_as) ?? 'anonymous',
    publicName: text('public_name'),
    company: text('company'),
    taxNumber: text('tax_number'),
  }
}
