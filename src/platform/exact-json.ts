/** JSON of a value that holds amounts: a bigint as its digits in quotes, which no reader rounds. */
export function exactJson(value: object): string {
  return JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each))
}
