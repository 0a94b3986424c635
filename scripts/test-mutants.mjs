// Runs test/mutants/run.ts. With an argument: only the mutations and rewrites whose name that regular expression finds.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = `${root}node_modules/.cache/mutants/run.mjs`;
mkdirSync(`${root}node_modules/.cache/mutants`, { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: ['test/mutants/run.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  // What is tested is what is published, not what tsconfig.json maps the names to.
  tsconfigRaw: {},
  outfile,
  logLevel: 'warning',
});
const { run } = await import(outfile);
process.exitCode = run(root, process.argv[2]);
