import { beginOf, benefitsOf, levelOf } from '../../members/offers/levels.ts'
import type { Tier } from '../../members/offers/offers.ts'
import { useTexts } from '../texts/texts.ts'
import { type Asking, tilesOf } from './asking.ts'

const rhythms = ['monthly', 'yearly'] as const

/** Which level the chosen tile reaches and what comes with it; for a typed amount, where levels begin. */
export const Levels = (asking: Asking) =>
  asking.offers.tiers.length === 0 ? null : (
    <p class="level small" aria-live="polite">
      {asking.offers.tiers.map((tier) => (
        <Reached {...asking} tier={tier} />
      ))}
      {rhythms.map((frequency) => (
        <Beginnings {...asking} frequency={frequency} />
      ))}
    </p>
  )

const Reached = ({ tier, ...asking }: Asking & { tier: Tier }) => {
  const { words, language } = useTexts()
  const { prefill, offers } = asking
  const choices = tilesOf(asking).flatMap((tile) =>
    rhythms
      .filter((frequency) => levelOf(offers, { frequency, amount: tile.money }) === tier)
      .map((frequency) => ({ ...tile, frequency })),
  )
  const isShown = choices.some(
    ({ text, frequency }) => text === prefill.chosen && frequency === prefill.frequency,
  )
  const benefits = benefitsOf(offers, tier).map(({ text }) => text[language])
  return (
    <span
      class={['says', ...choices.map((c) => `says-${c.frequency}-${c.number}`)].join(' ')}
      hidden={!isShown}
    >
      <strong>{words('support.level', { level: tier.name[language] })}</strong>{' '}
      {benefits.join(' · ')}
    </span>
  )
}

const Beginnings = ({
  frequency,
  prefill,
  offers,
}: Asking & { frequency: (typeof rhythms)[number] }) => {
  const { words, money, list, language } = useTexts()
  const levels = offers.tiers.flatMap((tier) => {
    const sum = beginOf(tier, { frequency, currency: prefill.currency })
    const level = tier.name[language]
    return sum === null
      ? []
      : [words('support.level_from', { level, sum: money(sum, { trim: true }) })]
  })
  const isShown = prefill.chosen === 'other' && prefill.frequency === frequency
  return levels.length === 0 ? null : (
    <span class={`says says-${frequency}-other`} hidden={!isShown}>
      {words(`support.levels_${frequency}`, { levels: list(levels) })}
    </span>
  )
}
