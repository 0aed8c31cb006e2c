import { campaignSetting } from '../../../finance/settings/campaign.ts'
import { keyIn } from '../settings/forms.ts'
import { settingForm } from '../settings/setting-form.ts'

/** All that is said of a campaign; said anew as a whole, beside what was said before. */
export const campaignForm = settingForm({
  path: 'campaigns',
  title: 'What is said of it',
  about:
    'Its days, what it is to bring and what readers are told. The support page shows its words and how ' +
    'far it is to whoever comes by one of its links while it runs.',
  fields: [
    { name: 'key', label: 'Campaign', hint: 'As in its links: campaign=spring', kind: 'text' },
    { name: 'from', label: 'Begins on', hint: 'Empty: it has always run', kind: 'day' },
    { name: 'to', label: 'No longer runs on', hint: 'Empty: it goes on', kind: 'day' },
    { name: 'currency', label: 'Currency', hint: 'Empty: the books’ own', kind: 'text' },
    { name: 'goal', label: 'Is to bring', kind: 'amount' },
    { name: 'goal_members', label: 'Members it is to win', kind: 'whole' },
    { name: 'goal_gifts', label: 'Gifts it is to bring', kind: 'whole' },
    { name: 'elsewhere', label: 'Raised elsewhere', hint: 'Not in the books', kind: 'amount' },
    { name: 'cost', label: 'Cost in all', hint: 'For attribution', kind: 'amount' },
    {
      name: 'title',
      label: 'What readers call it',
      hint: 'Empty in all: readers are told nothing',
      kind: 'phrase',
    },
    { name: 'ask', label: 'What it says for itself', kind: 'phrase' },
  ],
  setting: campaignSetting,
  keyOf: keyIn,
})
