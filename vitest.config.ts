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
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
  },
});
