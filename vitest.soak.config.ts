import { defineConfig } from 'vitest/config';

/** The long runs: many crashes at many moments, instead of the few of `npm test`. */
export default defineConfig({
  test: {
    name: 'soak',
    include: ['test/soak/**/*.test.ts'],
    globalSetup: ['test/global-stack.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 180_000,
    fileParallelism: false,
    passWithNoTests: true,
  },
});
