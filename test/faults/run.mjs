// `npm run test:faults`: the fault matrix on the console.
import { build } from 'esbuild';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const outfile = fileURLToPath(new URL('../../node_modules/.cache/silent-failure/faults.mjs', import.meta.url));

await build({
  entryPoints: [`${here}cli.ts`],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  // All of these files are as deep in the tree as cli.ts.
  define: { 'import.meta.url': JSON.stringify(pathToFileURL(`${here}cli.ts`).href) },
});
await import(pathToFileURL(outfile).href);
