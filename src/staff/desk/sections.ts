type Section = Readonly<{ path: string; name: string }>

/** The rail of the desk, by what a person comes for; who may enter each stands in `staff/access.ts`. */
export const sections: readonly Readonly<{ name: string | null; pages: readonly Section[] }>[] = [
  { name: null, pages: [{ path: '/desk', name: 'Overview' }] },
  {
    name: 'Money',
    pages: [
      { path: '/desk/reader-share', name: 'Readers’ share' },
      { path: '/desk/revenue', name: 'Revenue' },
      { path: '/desk/donors', name: 'Donors' },
      { path: '/desk/concentration', name: 'Concentration' },
      { path: '/desk/attribution', name: 'Attribution' },
      { path: '/desk/forecast', name: 'Forecast' },
    ],
  },
  {
    name: 'Asking',
    pages: [
      { path: '/desk/campaigns', name: 'Campaigns' },
      { path: '/desk/banner', name: 'Banner' },
    ],
  },
  {
    name: 'Members',
    pages: [
      { path: '/desk/mrr', name: 'MRR' },
      { path: '/desk/members', name: 'Members' },
      { path: '/desk/retention', name: 'Retention' },
      { path: '/desk/recovery', name: 'Recovery' },
      { path: '/desk/people', name: 'People' },
      { path: '/desk/gifts', name: 'Gifts' },
      { path: '/desk/mails', name: 'Mails' },
      { path: '/desk/newsletters', name: 'Newsletters' },
    ],
  },
  {
    name: 'Books',
    pages: [
      { path: '/desk/reconciliation', name: 'Payouts' },
      { path: '/desk/deferred', name: 'Deferred' },
      { path: '/desk/income', name: 'Income' },
      { path: '/desk/months', name: 'Months' },
      { path: '/desk/files', name: 'Files' },
    ],
  },
  {
    name: 'House',
    pages: [
      { path: '/desk/operations', name: 'Operations' },
      { path: '/desk/settings', name: 'Settings' },
      { path: '/desk/audit', name: 'Audit' },
      { path: '/desk/team', name: 'Team' },
    ],
  },
]
