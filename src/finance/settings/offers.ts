import * as z from 'zod'
import { faultsOf } from '../../members/offers/faults.ts'
import { type Offers, placesOfText } from '../../members/offers/offers.ts'
import { usualOffers } from '../../members/offers/usual-offers.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { oncePer } from '../../platform/gathered.ts'
import { minorJson } from '../../platform/money/money.ts'
import { currencyCode } from '../query.ts'
import type { Setting } from './declaration.ts'
import { minorOrNothing, phrase } from './terms.ts'

const key = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'A key is short and small: like «patron».')

const rhythm = z.strictObject({
  least_minor: minorOrNothing,
  most_minor: minorOrNothing,
  presets_minor: z.array(minorOrNothing).min(2, 'Give at least two amounts.').max(6),
})

const shape = z.strictObject({
  currencies: z
    .array(
      z.strictObject({
        ...{ currency: currencyCode, card_fee_minor: minorOrNothing },
        ...{ once: rhythm, monthly: rhythm, yearly: rhythm },
      }),
    )
    .min(1, 'Offer at least one currency.')
    .max(24),
  tiers: z
    .array(
      z.strictObject({
        ...{ key, name: phrase(60) },
        from: z.array(
          z.strictObject({
            currency: currencyCode,
            monthly_minor: minorOrNothing,
            yearly_minor: minorOrNothing,
          }),
        ),
      }),
    )
    .max(8),
  benefits: z.array(z.strictObject({ key, from: key, text: phrase(160) })).max(24),
  texts: z.partialRecord(z.enum(placesOfText), phrase(400)),
})

/** What readers may give and get. It changes no figure: what was given stands as it was given. */
export const offersSetting: Setting<Offers> = {
  kind: 'offers',
  changesBooks: false,
  firstDay: () => null,
  terms: shape.superRefine((offers, context) => {
    for (const { path, message } of faultsOf(offers)) {
      context.addIssue({ code: 'custom', path: [...path], message })
    }
  }),
}

/** A version of the offers and its number; 0 is what holds until a newsroom has said otherwise. */
export type KnownOffers = Readonly<{ version: number; offers: Offers }>

/** What is offered has no key; a draft has this one. */
const offered = ''
export const draftKey = 'draft'

/** The offers that were in force at a moment: what a form of that moment shows and may be sent with. */
export async function offersAt(reader: Reader, at: Date): Promise<KnownOffers> {
  const newest = await versions(reader, offered)
    .select('version')
    .where('declared_at', '<=', at)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (newest === undefined) return { version: 0, offers: usualOffers }
  return versionsOf(reader)(newest.version)
}

/** A draft, which nobody but its preview shows; null when there is none of this number. */
export async function draftOffers(reader: Reader, version: number): Promise<KnownOffers | null> {
  const row = await versions(reader, draftKey)
    .select('terms')
    .where('version', '=', version)
    .executeTakeFirst()
  return row === undefined ? null : { version, offers: offersSetting.terms.parse(row.terms) }
}

/** A version never changes: each is read and checked once a database. */
const versionsOf = oncePer((reader: Reader) => {
  const known = new Map<number, Promise<KnownOffers>>()
  return (version: number) => {
    const read = known.get(version) ?? readVersion(reader, version)
    known.set(version, read)
    read.catch(() => known.delete(version))
    return read
  }
})

async function readVersion(reader: Reader, version: number): Promise<KnownOffers> {
  const { terms } = await versions(reader, offered)
    .select('terms')
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return { version, offers: offersSetting.terms.parse(terms) }
}

function versions(reader: Reader, key: string) {
  return reader.selectFrom('declaration').where('kind', '=', 'offers').where('key', '=', key)
}

/** Offers as they are kept and as a program would send them: minor units as JSON numbers. */
export function offersJson(offers: Offers): object {
  return JSON.parse(
    JSON.stringify(offers, (_, value) => (typeof value === 'bigint' ? minorJson(value) : value)),
  )
}
