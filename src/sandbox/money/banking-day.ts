const DAY_S = 86_400
/** Days on which no bank of the euro's system settles, beside the Easter days. */
const holidays = new Set(['01-01', '05-01', '12-25', '12-26'])

/** Midnight (UTC) of the banking day after this second: banks rest on weekends and holidays. */
export function arrivalAfter(now: number): number {
  const next = (Math.floor(now / DAY_S) + 1) * DAY_S
  return isBankingDay(next) ? next : arrivalAfter(next)
}

function isBankingDay(midnight: number): boolean {
  const date = new Date(midnight * 1000)
  const weekday = date.getUTCDay()
  return weekday !== 0 && weekday !== 6 && !holidays.has(date.toISOString().slice(5, 10))
}
