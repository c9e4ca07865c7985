import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Stories and commands take minutes whatever their size, so they come first: what is short fills both workers to the end. */
const long = /\/(e2e|src\/apps\/cli|src\/platform\/archive)\//;

export default class StoriesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [
      ...sorted.filter(({ moduleId }) => long.test(moduleId)),
      ...sorted.filter(({ moduleId }) => !long.test(moduleId)),
    ];
  }
}
