import { type FrameKey, frameCatalogues } from '../../platform/ui/texts/frame.ts'
import type { Catalogues } from '../../platform/ui/texts/texts.ts'
import accountDe from './account.de.json'
import accountDeFormal from './account.de-formal.json'
import accountEn from './account.en.json'
import accountUk from './account.uk.json'
import accountUkInformal from './account.uk-informal.json'
import actsDe from './acts.de.json'
import actsDeFormal from './acts.de-formal.json'
import actsEn from './acts.en.json'
import actsUk from './acts.uk.json'
import actsUkInformal from './acts.uk-informal.json'
import campaignDe from './campaign.de.json'
import campaignEn from './campaign.en.json'
import campaignUk from './campaign.uk.json'
import checkoutDe from './checkout.de.json'
import checkoutDeFormal from './checkout.de-formal.json'
import checkoutEn from './checkout.en.json'
import checkoutUk from './checkout.uk.json'
import checkoutUkInformal from './checkout.uk-informal.json'
import embedDe from './embed.de.json'
import embedEn from './embed.en.json'
import embedUk from './embed.uk.json'
import failedDe from './failed.de.json'
import failedDeFormal from './failed.de-formal.json'
import failedEn from './failed.en.json'
import failedUk from './failed.uk.json'
import failedUkInformal from './failed.uk-informal.json'
import giftsDe from './gifts.de.json'
import giftsDeFormal from './gifts.de-formal.json'
import giftsEn from './gifts.en.json'
import giftsUk from './gifts.uk.json'
import giftsUkInformal from './gifts.uk-informal.json'
import mailsDe from './mails.de.json'
import mailsDeFormal from './mails.de-formal.json'
import mailsEn from './mails.en.json'
import mailsUk from './mails.uk.json'
import mailsUkInformal from './mails.uk-informal.json'
import newslettersDe from './newsletters.de.json'
import newslettersDeFormal from './newsletters.de-formal.json'
import newslettersEn from './newsletters.en.json'
import newslettersUk from './newsletters.uk.json'
import newslettersUkInformal from './newsletters.uk-informal.json'
import paysDe from './pays.de.json'
import paysEn from './pays.en.json'
import paysUk from './pays.uk.json'
import receiptsDe from './receipts.de.json'
import receiptsDeFormal from './receipts.de-formal.json'
import receiptsEn from './receipts.en.json'
import receiptsUk from './receipts.uk.json'
import receiptsUkInformal from './receipts.uk-informal.json'
import remindersDe from './reminders.de.json'
import remindersDeFormal from './reminders.de-formal.json'
import remindersEn from './reminders.en.json'
import remindersUk from './reminders.uk.json'
import remindersUkInformal from './reminders.uk-informal.json'
import signinDe from './signin.de.json'
import signinDeFormal from './signin.de-formal.json'
import signinEn from './signin.en.json'
import signinUk from './signin.uk.json'
import signinUkInformal from './signin.uk-informal.json'
import supportDe from './support.de.json'
import supportDeFormal from './support.de-formal.json'
import supportEn from './support.en.json'
import supportUk from './support.uk.json'
import supportUkInformal from './support.uk-informal.json'
import thanksDe from './thanks.de.json'
import thanksDeFormal from './thanks.de-formal.json'
import thanksEn from './thanks.en.json'
import thanksUk from './thanks.uk.json'
import thanksUkInformal from './thanks.uk-informal.json'

const frame = frameCatalogues
const en = {
  ...campaignEn,
  ...checkoutEn,
  ...embedEn,
  ...giftsEn,
  ...mailsEn,
  ...newslettersEn,
  ...remindersEn,
  ...paysEn,
  ...supportEn,
  ...thanksEn,
  ...signinEn,
  ...accountEn,
  ...actsEn,
  ...failedEn,
  ...receiptsEn,
}

export type ReaderKey = FrameKey | keyof typeof en

/**
 * All that is said to readers: an area a file and language, keys beginning with the area. English
 * says which keys there are; a language that lacks one does not compile. docs/languages.md.
 */
export const catalogues: Catalogues<ReaderKey> = {
  en: { ...frame.en, ...en },
  uk: {
    ...frame.uk,
    ...campaignUk,
    ...checkoutUk,
    ...embedUk,
    ...giftsUk,
    ...mailsUk,
    ...newslettersUk,
    ...remindersUk,
    ...paysUk,
    ...supportUk,
    ...thanksUk,
    ...signinUk,
    ...accountUk,
    ...actsUk,
    ...failedUk,
    ...receiptsUk,
  },
  de: {
    ...frame.de,
    ...campaignDe,
    ...checkoutDe,
    ...embedDe,
    ...giftsDe,
    ...mailsDe,
    ...newslettersDe,
    ...remindersDe,
    ...paysDe,
    ...supportDe,
    ...thanksDe,
    ...signinDe,
    ...accountDe,
    ...actsDe,
    ...failedDe,
    ...receiptsDe,
  },
  'uk-informal': {
    ...frame['uk-informal'],
    ...checkoutUkInformal,
    ...giftsUkInformal,
    ...mailsUkInformal,
    ...newslettersUkInformal,
    ...remindersUkInformal,
    ...supportUkInformal,
    ...thanksUkInformal,
    ...signinUkInformal,
    ...accountUkInformal,
    ...actsUkInformal,
    ...failedUkInformal,
    ...receiptsUkInformal,
  },
  'de-formal': {
    ...frame['de-formal'],
    ...checkoutDeFormal,
    ...giftsDeFormal,
    ...mailsDeFormal,
    ...newslettersDeFormal,
    ...remindersDeFormal,
    ...supportDeFormal,
    ...thanksDeFormal,
    ...signinDeFormal,
    ...accountDeFormal,
    ...actsDeFormal,
    ...failedDeFormal,
    ...receiptsDeFormal,
  },
}
