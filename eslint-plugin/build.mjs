// Builds the plugin as one CommonJS file, which loads from eslintrc, flat config (ESM and CJS) and
// Oxlint as one and the same object. A second build would make a second plugin object.
import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/** What Node.js shall find as named exports: it reads them off the text, which assigns an object as a whole. */
const NAMED_EXPORTS = 'configs, failurePaths, legacyFailurePaths, meta, rules';

rmSync(`${here}dist`, { recursive: true, force: true });
await build({
  absWorkingDir: here,
  entryPoints: ['src/index.ts', 'src/audit/cli.ts'],
  outdir: 'dist',
  bundle: true,
  external: ['ajv', 'eslint', 'eslint-plugin-silent-failure', '@typescript-eslint/*', 'typescript'],
  // The contract's check is shared with the runtime and is bundled in: it has no dependencies.
  alias: { '@silent-failure/runtime/contract': '../runtime/src/contract.ts' },
  platform: 'node',
  target: 'node20',
  format: 'cjs',
});
appendFileSync(`${here}dist/index.js`, `0 && (module.exports = { ${NAMED_EXPORTS} });\n`);
// The plugin's type needs no other file: the rest of the declarations is left out.
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: here, stdio: 'inherit' });
copyFileSync(`${here}dist/types/eslint-plugin/src/index.d.ts`, `${here}dist/index.d.ts`);
rmSync(`${here}dist/types`, { recursive: true });
