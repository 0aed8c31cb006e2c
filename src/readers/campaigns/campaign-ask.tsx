import type { Ticker } from '../../finance/campaigns/ticker.ts'
import { addDays } from '../../platform/day.ts'
import { type Texts, useTexts } from '../texts/texts.ts'

/** What a campaign says for itself and how far it is, for the page it led to. */
export const CampaignAsk = ({ campaign }: { campaign: Ticker }) => {
  const texts = useTexts()
  const { words, language, day } = texts
  const { title, ask, to } = campaign
  return (
    <section class="campaign" aria-labelledby="campaign-title">
      <h2 id="campaign-title">{title?.[language]}</h2>
      {ask === null ? null : <p>{ask[language]}</p>}
      {goalsOf(campaign, texts).map((goal) => (
        <Goal {...goal} />
      ))}
      <Notes
        notes={[
          ...elsewhereOf(campaign, texts),
          ...(to === null ? [] : [words('campaign.until', { day: day(addDays(to, -1)) })]),
        ]}
      />
    </section>
  )
}

/** `of`: the goal; null where there is none to be measured against. */
type GoalProps = Readonly<{ id: string; text: string; reached: number; of: number | null }>

const Goal = ({ id, text, reached, of }: GoalProps) => (
  <div class="ticker">
    <p id={`campaign-${id}`}>{text}</p>
    {of === null ? null : (
      <progress aria-labelledby={`campaign-${id}`} value={Math.min(reached, of)} max={of} />
    )}
  </div>
)

const Notes = ({ notes }: { notes: readonly string[] }) =>
  notes.length === 0 ? null : <p class="small soft">{notes.join(' ')}</p>

/** Money while it is known, and whatever else has a goal. What was taken back is never below nothing. */
function goalsOf(campaign: Ticker, texts: Texts): GoalProps[] {
  const { members, goal_members, gifts, goal_gifts } = campaign
  return [
    ...moneyOf(campaign, texts),
    ...countOf(texts, 'members', members, goal_members),
    ...countOf(texts, 'gifts', gifts, goal_gifts),
  ]
}

function moneyOf(campaign: Ticker, { words, money }: Texts): GoalProps[] {
  const { raised_minor, elsewhere_minor, goal_minor: goal, currency } = campaign
  if (raised_minor === null) return []
  const reached = Math.max(0, raised_minor + elsewhere_minor)
  const shown = (minor: number) => money({ minor: BigInt(minor), currency }, { trim: true })
  const text =
    goal === null
      ? words('campaign.raised', { raised: shown(reached) })
      : words('campaign.raised_of', { raised: shown(reached), goal: shown(goal) })
  return [{ id: 'money', text, reached, of: goal }]
}

function countOf(
  { words }: Texts,
  id: 'members' | 'gifts',
  count: number,
  goal: number | null,
): GoalProps[] {
  if (goal === null) return []
  return [{ id, text: words(`campaign.${id}_of`, { count, goal }), reached: count, of: goal }]
}

function elsewhereOf({ elsewhere_minor, currency }: Ticker, { words, money }: Texts): string[] {
  if (elsewhere_minor === 0) return []
  const sum = money({ minor: BigInt(elsewhere_minor), currency }, { trim: true })
  return [words('campaign.elsewhere', { sum })]
}
