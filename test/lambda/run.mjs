// `npm run test:lambda`: the demo handler under the real Lambda runtime client, as a table.
import { build } from 'esbuild';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const cache = fileURLToPath(new URL('../../node_modules/.cache/silent-failure/lambda/', import.meta.url));
const options = { bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', tsconfigRaw: {} };

// The function's code: it imports the built packages, as a deployed function does.
await build({ ...options, entryPoints: [`${here}task.ts`], outfile: `${cache}task/index.mjs` });
await build({ ...options, entryPoints: [`${here}cli.ts`], outfile: `${cache}cli.mjs` });
const { run } = await import(pathToFileURL(`${cache}cli.mjs`).href);
process.exitCode = await run(`${cache}task`);
