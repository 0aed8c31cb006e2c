import { expect, test } from 'vitest'
import { tokens } from '../../../../src/platform/ui/styles/tokens.ts'

const [light = '', dark = ''] = tokens.split('@media')
const tones = ['brand', ...[1, 2, 3, 4, 5, 6, 7].map((n) => `data-${n}`)]

test.for(tones)('--%s stands out from the paper by 3:1, by day and by night', (tone) => {
  expect(contrast(colour(light, tone), colour(light, 'paper'))).toBeGreaterThanOrEqual(3)
  expect(contrast(colour(dark, tone), colour(dark, 'paper'))).toBeGreaterThanOrEqual(3)
})

function colour(sheet: string, name: string): string {
  const [, hex] = new RegExp(`--${name}: #([0-9a-f]{6})`).exec(sheet) ?? []
  if (hex === undefined) throw new Error(`--${name} has no colour`)
  return hex
}

/** WCAG 2.2, contrast ratio. */
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
