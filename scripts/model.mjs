// Bundles and runs the model test: `npm run test:model -- --runs 50000 --seed 1`.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = `${root}node_modules/.cache/silent-failure/model.mjs`;
await build({
  entryPoints: [`${root}test/model/run.ts`],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
  // The plugin's sources are CommonJS when built.
  banner: { js: "import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);" },
});
await import(pathToFileURL(outfile).href);
