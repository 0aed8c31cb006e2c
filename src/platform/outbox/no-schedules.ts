/**
 * Stands in the Worker for the calendar libraries of pg-boss (wrangler.toml `alias`), which are 290 KB
 * of it and parse schedules like `0 3 * * *`: nothing here is queued by one.
 */
const refused = () => {
  throw new TypeError('this build knows no schedules by cron or calendar rule')
}

export const CronExpressionParser = { parse: refused }

export class RRuleTemporal {
  constructor() {
    refused()
  }
}
