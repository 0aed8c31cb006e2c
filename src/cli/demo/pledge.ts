import { type Day, monthOf } from '../../platform/day.ts'
import type { Chance } from './chance.ts'
import type { MadeUpReader } from './readers.ts'
import { failingIban, goodCard, goodIban, type Pledge } from './scene.ts'

/** What the newsroom asks for when; the usual membership costs more from `rises` on. */
export type Asking = Readonly<{ day: Day; rises: Day }>

/** The usual membership, before and after the price rose; minor units. */
export const usual = { before: 1000, after: 1200 } as const

/** Months of the year in which each campaign runs, and how many of those who give come by it. */
const campaigns = [
  { key: 'spring-drive', months: ['04', '05'], pull: 0.5 },
  { key: 'river-files', months: ['09', '10'], pull: 0.45 },
  { key: 'year-end', months: ['12'], pull: 0.6 },
] as const
const articles = [
  ...(['who-owns-the-river', 'the-school-roof', 'night-trains-return'] as const),
  ...(['rent-and-silence', 'the-mayors-ledger', 'a-hospital-at-dusk'] as const),
] as const

/** A membership, by the month or the year. */
export function membership(chance: Chance, reader: MadeUpReader, asking: Asking): Pledge {
  const price = asking.day >= asking.rises ? usual.after : usual.before
  const monthly = chance.happens(0.78)
  const amount_minor = monthly
    ? chance.weighted([
        [500, 22],
        [price, 46],
        [1500, 16],
        [2500, 9],
        [4000, 3],
      ])
    : chance.weighted([
        [6000, 30],
        [9000, 45],
        [12_000, 20],
        [25_000, 5],
      ])
  const pays = chance.happens(0.12) && reader.country === 'DE' ? bankDebit(chance) : byCard
  const frequency = monthly ? 'monthly' : 'yearly'
  return { ...asked(chance, reader, asking), frequency, amount_minor, pays }
}

/** A gift; `major` ones are of those who give thousands. */
export function gift(
  chance: Chance,
  reader: MadeUpReader,
  asking: Asking,
  { major = false } = {},
): Pledge {
  const amount_minor = chance.weighted([
    [500, 10],
    [1000, 24],
    [2000, 24],
    [3500, 10],
    [5000, 18],
    [10_000, 10],
    [25_000, 3],
    [50_000, 1],
  ])
  return {
    ...asked(chance, reader, asking),
    frequency: 'once',
    amount_minor: major
      ? chance.weighted([
          [600_000, 1],
          [850_000, 1],
        ])
      : amount_minor,
    pays: byCard,
  }
}

const byCard = { card: goodCard } as const

function bankDebit(chance: Chance) {
  return { iban: chance.happens(0.15) ? failingIban : goodIban }
}

/** What does not depend on what is given. */
function asked(chance: Chance, reader: MadeUpReader, { day }: Asking) {
  const currency = currencies[reader.country]
  return {
    reader,
    currency: currency !== undefined && chance.happens(0.8) ? currency : 'EUR',
    cover_fees: chance.happens(0.3),
    campaign: campaignOn(chance, day),
    article: chance.happens(0.55) ? chance.pick(articles) : null,
  } as const
}

const currencies: Readonly<Record<string, 'USD' | 'GBP'>> = { US: 'USD', GB: 'GBP' }

function campaignOn(chance: Chance, day: Day): string | null {
  const month = monthOf(day).slice(5)
  const running = campaigns.find(({ months }) => months.some((name) => name === month))
  return running && chance.happens(running.pull) ? running.key : null
}
