import type { CampaignResult } from '../../../finance/campaigns/result.ts'
import type { Campaign } from '../../../finance/settings/campaign.ts'
import { counted, inWords } from '../figures.tsx'

/** A campaign as it was said last, and what it has brought. */
export type Shown = Readonly<{ key: string; campaign: Campaign; result: CampaignResult }>

/** One thing that a campaign brings; `part`: of its goal, in whole hundredths, null without one. */
export type Goal = Readonly<{
  name: string
  brought: string
  goal: string | null
  part: number | null
}>

/** Money with what was raised elsewhere, new members and gifts, each beside its goal. */
export function goalsOf({ campaign, result }: Shown): Goal[] {
  const { currency, raised_minor, members, gifts } = result
  const money = (minor: bigint) => inWords(minor, currency)
  const all = raised_minor === null ? null : raised_minor + (campaign.elsewhere_minor ?? 0n)
  const { goal_minor, goal_members = 0, goal_gifts = 0 } = campaign
  return [
    { name: 'Money', brought: all === null ? '—' : money(all), ...against(all, goal_minor, money) },
    { name: 'New members', ...countedOf(members, goal_members) },
    { name: 'One-off gifts', ...countedOf(gifts, goal_gifts) },
  ]
}

function countedOf(brought: number, goal: number) {
  const shown = (number: bigint) => counted(Number(number))
  return { brought: counted(brought), ...against(BigInt(brought), BigInt(goal), shown) }
}

/** Rounded down: a goal is reached when it is. A goal of nothing is none. */
function against(
  brought: bigint | null,
  goal: bigint | undefined,
  shown: (goal: bigint) => string,
) {
  if (!goal) return { goal: null, part: null }
  return { goal: shown(goal), part: brought === null ? null : Number((brought * 100n) / goal) }
}
