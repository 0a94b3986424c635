import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: '@silent-failure/runtime/paths', replacement: source('./runtime/src/paths/index.ts') },
      { find: '@silent-failure/runtime/contract', replacement: source('./runtime/src/contract.ts') },
      { find: /^@silent-failure\/runtime$/, replacement: source('./runtime/src/index.ts') },
    ],
  },
  test: {
    testTimeout: 60_000,
    // Of two cores Vitest would leave one to its own process, which has little to do.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        // Each file would load three versions of ESLint and TypeScript anew, which takes longer than its tests.
        test: { name: 'linter', include: ['test/{docs,eslint-plugin}/**/*.test.ts'], isolate: false },
      },
      {
        extends: true,
        test: { name: 'runtime', include: ['test/**/*.test.ts'], exclude: ['test/{docs,eslint-plugin}/**'] },
      },
    ],
  },
});
