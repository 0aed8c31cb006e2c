import { addDays, addMonths, type Day } from '../../platform/day.ts'
import type { Chance } from './chance.ts'
import { usual } from './pledge.ts'
import type { Pledge, Turn } from './scene.ts'

type Later = Readonly<{ day: Day; turn: Turn }>
type Life = Readonly<{ pledge: Pledge; day: Day; rises: Day }>

/** What becomes of a pledge after its order, by chance: mostly nothing, which is why it pays. */
export function fateOf(chance: Chance, life: Life): Later[] {
  const soon = afterwards(chance, life)
  if (life.pledge.frequency === 'once') return soon
  const trouble = chance.happens(0.13) ? cardTrouble(chance, life) : []
  return [...soon, ...trouble, ...changes(chance, life), ...end(chance, life)]
}

/** Money given back or disputed, some days after the first payment. */
function afterwards(chance: Chance, { day, pledge }: Life): Later[] {
  if (!('card' in pledge.pays)) return []
  if (chance.happens(0.025)) {
    const percent = chance.pick([100, 100, 50] as const)
    return [{ day: addDays(day, chance.between(2, 25)), turn: { kind: 'refund', percent } }]
  }
  if (!chance.happens(0.012)) return []
  const opened = addDays(day, chance.between(12, 40))
  const kind = chance.happens(0.4) ? 'dispute_won' : 'dispute_lost'
  return [
    { day: opened, turn: { kind: 'dispute' } },
    { day: addDays(opened, 5), turn: { kind } },
  ]
}

/** The card is refused from some month on; most people give another one. */
function cardTrouble(chance: Chance, { day, pledge }: Life): Later[] {
  const months = pledge.frequency === 'monthly' ? chance.between(1, 9) : 12
  const failing = addDays(addMonths(day, months), -2)
  const fails: Later = { day: failing, turn: { kind: 'card_fails' } }
  if (!chance.happens(0.62)) return [fails]
  return [fails, { day: addDays(failing, chance.between(3, 14)), turn: { kind: 'card_mended' } }]
}

function changes(chance: Chance, { day, pledge, rises }: Life): Later[] {
  if (pledge.frequency !== 'monthly') return []
  const later = addMonths(day, chance.between(2, 9))
  const raised: Later[] =
    pledge.amount_minor === usual.before && day < rises
      ? [
          {
            day: addDays(rises, chance.between(0, 2)),
            turn: { kind: 'change', amount_minor: usual.after },
          },
        ]
      : []
  if (chance.happens(0.06)) {
    const amount_minor = pledge.amount_minor + chance.pick([300, 500, 1000] as const)
    return [...raised, { day: later, turn: { kind: 'change', amount_minor } }]
  }
  if (chance.happens(0.025) && pledge.amount_minor > 500) {
    return [...raised, { day: later, turn: { kind: 'change', amount_minor: 500 } }]
  }
  if (!chance.happens(0.03)) return raised
  const until = addMonths(later, chance.between(1, 2))
  return [
    ...raised,
    { day: later, turn: { kind: 'pause', until } },
    { day: until, turn: { kind: 'resume' } },
  ]
}

/** Some leave in the first months, some later, some over the price, most not at all. */
function end(chance: Chance, { day, pledge, rises }: Life): Later[] {
  const kind = chance.happens(0.85) ? 'leave' : 'leave_at_once'
  if (pledge.amount_minor === usual.before && day < rises && chance.happens(0.08)) {
    return [{ day: addDays(rises, chance.between(1, 20)), turn: { kind } }]
  }
  const months = chance.weighted([
    [chance.between(1, 3), 14],
    [chance.between(4, 12), 20],
    [600, 66],
  ])
  return [{ day: addDays(addMonths(day, months), chance.between(0, 25)), turn: { kind } }]
}
