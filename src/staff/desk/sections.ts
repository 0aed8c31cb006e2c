/** The rail of the desk, in the order of a working day; who may enter each stands in `staff/access.ts`. */
export const sections = [
  { path: '/desk', name: 'Overview' },
  { path: '/desk/reader-share', name: 'Readers’ share' },
  { path: '/desk/revenue', name: 'Revenue' },
  { path: '/desk/people', name: 'Members' },
  { path: '/desk/income', name: 'Income' },
  { path: '/desk/operations', name: 'Operations' },
  { path: '/desk/team', name: 'Team' },
] as const
