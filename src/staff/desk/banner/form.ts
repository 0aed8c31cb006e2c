import { bannerSetting, wordings } from '../../../finance/settings/banner.ts'
import { settingForm } from '../settings/setting-form.ts'

/** When the newsroom's own pages show the banner, and what it says. */
export const bannerForm = settingForm({
  path: 'banner',
  title: 'When it is shown, and what it says',
  about:
    'For pages with <support-banner>. Whoever closes it is spared for a week, whoever gave for a year, ' +
    'and members always. Pages know of a change within minutes.',
  fields: [
    { name: 'shown', label: 'The banner is', kind: ['on', 'off'] },
    { name: 'skip_pages', label: 'Pages before the first one', kind: 'whole' },
    { name: 'most_shown', label: 'Shown at most', hint: 'Times in a cycle', kind: 'whole' },
    { name: 'cycle_days', label: 'A cycle’s days', kind: 'whole' },
    {
      name: 'quiet_from',
      label: 'Quiet from',
      hint: 'Hour of the reader’s day, like 22',
      kind: 'whole',
    },
    { name: 'quiet_to', label: 'Quiet until', hint: 'Like 7', kind: 'whole' },
    { name: 'not_on', label: 'Not on', hint: 'Sections and tags, with commas', kind: 'text' },
    { name: 'off_from', label: 'Not from', hint: 'A day of mourning, say', kind: 'day' },
    { name: 'off_to', label: 'Again on', kind: 'day' },
    {
      name: 'holdback_percent',
      label: 'Held back',
      hint: 'Of a hundred readers, who never see it',
      kind: 'whole',
    },
    ...wordings.map((wording) => ({
      name: `text_${wording}`,
      label: `Wording ${wording.toUpperCase()}`,
      hint: 'In place of the sentence with last year’s share; equal parts of readers see each',
      kind: 'phrase' as const,
    })),
  ],
  setting: bannerSetting,
  keyOf: () => '',
})
