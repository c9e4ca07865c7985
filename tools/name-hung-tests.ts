import { relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** The longest test takes two minutes on a machine that has nothing else to do. */
const mostMs = 8 * 60_000;

/**
 * Ends a run in which nothing ends any more, and names the files that are left: no time limit of a test reaches a loop
 * that never gives way. Other files go on beside such a loop; what is left when they are done is what hangs.
 */
export default class NameHungTests implements Reporter {
  readonly #mostMs: number;
  /** Files that have not ended, and their last test that did. */
  readonly #left = new Map<TestModule, string>();
  #silence: NodeJS.Timeout | undefined;

  constructor({ mostMs: own = mostMs } = {}) {
    this.#mostMs = own;
  }

  onTestModuleQueued(module: TestModule): void {
    this.#left.set(module, 'none');
    this.#news();
  }

  onTestCaseResult(test: TestCase): void {
    this.#left.set(test.module, test.fullName);
    this.#news();
  }

  onTestModuleEnd(module: TestModule): void {
    this.#left.delete(module);
    this.#news();
  }

  #news(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#end(), this.#mostMs);
    this.#silence.unref();
  }

  #end(): void {
    for (const [module, last] of this.#left) {
      const path = relative(process.cwd(), module.moduleId);
      console.error(`${path} goes on for ever; the last test of it that ended: ${last}`);
    }
    process.exit(1);
  }
}
