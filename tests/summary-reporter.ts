import type { Reporter, TestModule, Vitest } from 'vitest/node'

/**
 * The last line of a run: `N passed, N failed`. A file that cannot run counts as one failure, and so
 * does a test that was skipped, unless it was left out by name (`-t`).
 */
export default class SummaryReporter implements Reporter {
  #byName = false

  onInit(vitest: Vitest) {
    this.#byName = vitest.config.testNamePattern !== undefined
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]) {
    const tests = modules
      .flatMap((module) => [...module.children.allTests()])
      .filter((test) => !(this.#byName && test.result().state === 'skipped'))
    const passed = tests.filter((test) => test.result().state === 'passed').length
    const broken = modules.filter((module) => module.errors().length > 0).length
    const failed = tests.length - passed + broken + errors.length
    process.once('exit', () => process.stdout.write(`${passed} passed, ${failed} failed\n`))
  }
}
