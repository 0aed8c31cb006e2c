import type { Locator, Page } from 'playwright-core'
import { expectFocusSeen } from './ease.ts'

/** What a person does to a page; an action is a press that answers: of a link, a button, a choice. */
type Hands = Readonly<{
  press: (target: Locator) => Promise<void>
  fill: (target: Locator, text: string) => Promise<void>
  actions: () => number
}>

export function byMouse(): Hands {
  let actions = 0
  return {
    press: async (target) => {
      actions += 1
      await target.click()
    },
    fill: async (target, text) => {
      await target.click()
      await target.pressSequentially(text)
    },
    actions: () => actions,
  }
}

const mostStops = 60

/** Tab and Enter alone; each place that has the focus on the way shows it and lies in sight. */
export function byKeyboard(page: Page): Hands {
  let actions = 0
  const goTo = async (target: Locator) => {
    await target.waitFor()
    for (let stop = 0; stop < mostStops; stop += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await page.keyboard.press('Tab')
      await expectFocusSeen(page)
    }
    throw new Error(`${target} is not reached by ${mostStops} tabs`)
  }
  return {
    press: async (target) => {
      await goTo(target)
      actions += 1
      await page.keyboard.press('Enter')
    },
    fill: async (target, text) => {
      await goTo(target)
      await page.keyboard.type(text)
    },
    actions: () => actions,
  }
}
