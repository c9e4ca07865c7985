import { relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** The longest file takes three minutes on a machine that has nothing else to do. */
const mostMs = 15 * 60_000;

/**
 * Ends a run in which a test file goes on for ever, and names it: no time limit of a test reaches a loop that never
 * gives way.
 */
export default class NameHungTests implements Reporter {
  readonly #mostMs: number;
  readonly #running = new Map<TestModule, { timer: NodeJS.Timeout; last: string }>();

  constructor({ mostMs: own = mostMs } = {}) {
    this.#mostMs = own;
  }

  onTestModuleQueued(module: TestModule): void {
    const timer = setTimeout(() => this.#end(module), this.#mostMs);
    timer.unref();
    this.#running.set(module, { timer, last: 'none' });
  }

  onTestCaseResult(test: TestCase): void {
    const running = this.#running.get(test.module);
    if (running) running.last = test.fullName;
  }

  onTestModuleEnd(module: TestModule): void {
    clearTimeout(this.#running.get(module)?.timer);
    this.#running.delete(module);
  }

  #end(module: TestModule): void {
    const path = relative(process.cwd(), module.moduleId);
    console.error(
      `${path} goes on for ever; the last test of it that ended: ${this.#running.get(module)?.last}`,
    );
    process.exit(1);
  }
}
