import { factsOf } from '../../members/announcements/announcement.ts'
import { newsroom } from '../../platform/ui/newsroom.ts'
import { ownMail } from './phrases.ts'

/** What somebody gave in a year, once it is over. */
export const statement = ownMail(factsOf.year_given, {
  sample: { year: 2025, payments: 12, sums: [{ minor: '12000', currency: 'EUR' }] },
  write: ({ year, payments: count, sums }, desk) => {
    const { words, money, list } = desk.texts
    const range = `from=${year}-01-01&to=${year + 1}-01-01`
    return {
      subject: words('mails.statement_subject', { year: String(year) }),
      opening: [words('mails.statement', { count, year: String(year), newsroom: newsroom.name })],
      facts: [
        [
          words('mails.statement_sum', { year: String(year) }),
          list(sums.map((each) => money(each))),
        ],
      ],
      action: {
        label: words('mails.statement_action'),
        url: desk.at(`/account/receipts?${range}`),
      },
      closing: [words('mails.statement_close')],
    }
  },
})
