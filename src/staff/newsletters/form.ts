import { newsletterKey, newsletterSetting } from '../../finance/settings/newsletters.ts'
import { settingForm } from '../desk/settings/setting-form.ts'

/** What readers are told of a newsletter; said anew as a whole, beside what was said before. */
export const newsletterForm = settingForm({
  path: 'newsletter',
  title: 'What readers are told',
  about:
    'A list is offered on the page of newsletters and wherever a form of its key stands. One that is off ' +
    'goes on for whoever gets it. What people agreed to keeps the words that they read.',
  fields: [
    { name: 'key', label: 'Key', hint: 'As in addresses, like «daily»', kind: 'text' },
    { name: 'offered', label: 'Offered', kind: ['on', 'off'] },
    { name: 'name', label: 'Name', kind: 'phrase' },
    { name: 'about', label: 'What it is, and how often', kind: 'phrase' },
  ],
  setting: newsletterSetting,
  keyOf: (sent) => {
    const key = newsletterKey.safeParse(sent.key?.trim())
    if (key.success) return key.data
    return { field: 'key', message: key.error.issues[0]?.message ?? '' }
  },
})
