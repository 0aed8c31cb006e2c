import type { Reporter, TestModule } from 'vitest/node'

/** The last line of a run: `N passed, N failed`. A file that cannot run counts as one failure. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const passed = tests.filter((test) => test.result().state === 'passed').length
    const broken = modules.filter((module) => module.errors().length > 0).length
    const failed = tests.length - passed + broken + errors.length
    process.once('exit', () => process.stdout.write(`${passed} passed, ${failed} failed\n`))
  }
}
