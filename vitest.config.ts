import { defineConfig } from 'vitest/config';

/**
 * Four tiers. `pure`: no process, no network. `contract`: one suite over every upstream, sink and log. `people`: the
 * command line and the page as they are used. `real`: the real broker and registry, one file after the other.
 * `people` and `real` run what `npm run build` has made.
 */
const contract = ['test/log/**', 'test/sandbox/**', 'test/upstreams/**', 'test/producers/**', 'test/sinks/**'];
const people = ['test/people/**', 'test/cli/**', 'test/data-dir/**'];
const real = ['test/real/**'];

function tier(name: string, folders: readonly string[]) {
  return { name, include: folders.map((folder) => `${folder}/*.test.ts`) };
}

export default defineConfig({
  test: {
    // Two cores are what this must do with.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: [...contract, ...people, ...real, 'test/soak/**'],
          testTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...tier('contract', contract), testTimeout: 60_000, sequence: { groupOrder: 0 } } },
      { test: { ...tier('people', people), testTimeout: 120_000, hookTimeout: 120_000, sequence: { groupOrder: 0 } } },
      {
        test: {
          ...tier('real', real),
          globalSetup: ['test/global-stack.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
