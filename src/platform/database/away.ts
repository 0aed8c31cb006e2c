const awayCodes = [
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH'],
  ...['57014', '57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08004', '08006'],
]

/**
 * Whether an error says that the database does not answer at all: by the code that the server or the
 * socket gave, or by pg's bare texts for its own time-outs.
 */
export function isDatabaseAway(error: Error): boolean {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (awayCodes.includes(code)) return true
  if (
    /connection terminated|timeout exceeded when trying to connect|query read timeout/i.test(
      error.message,
    )
  )
    return true
  return error.cause instanceof Error && isDatabaseAway(error.cause)
}
