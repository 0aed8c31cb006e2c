import type { Config } from '../../config.ts'
import { consentAddress } from '../../members/newsletters/links.ts'
import { dayOf } from '../../platform/day.ts'
import type { Speech } from '../../platform/ui/texts/speech.ts'
import { giftAddress } from '../gifts/address.ts'
import { payAddress } from '../pay-link/address.ts'
import { stopAddress } from '../reminders/reminder.ts'
import { textsIn } from '../texts/texts.ts'
import type { Desk } from './kind.ts'

export type DeskConfig = Pick<Config, 'baseUrl' | 'reportingTimezone' | 'appSecret'>

/** What letters in this speech are written with. */
export function deskFor(config: DeskConfig, speech: Speech): Desk {
  const texts = textsIn(speech)
  const { baseUrl, reportingTimezone: zone } = config
  const at = (path: string) => `${baseUrl}${path}`
  const month = new Intl.DateTimeFormat(speech.tag, { month: 'long', timeZone: 'UTC' })
  return {
    texts,
    at,
    day: (instant) => texts.day(instant, zone),
    month: (instant) => month.format(new Date(`${dayOf(instant, zone)}T12:00Z`)),
    payUrl: (invoice) => payAddress(config, invoice),
    giftUrl: (gift) => giftAddress(config, gift),
    stopUrl: (address_hash) => stopAddress(config, address_hash),
    consentUrl: (act, consent) => consentAddress(config, act, consent),
  }
}
