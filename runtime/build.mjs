// Builds the runtime twice, as ES modules and as CommonJS, each with its own declarations.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

rmSync(`${here}dist`, { recursive: true, force: true });
for (const format of ['esm', 'cjs']) {
  await build({
    absWorkingDir: here,
    entryPoints: ['src/index.ts', 'src/paths/index.ts'],
    outbase: 'src',
    outdir: `dist/${format}`,
    bundle: true,
    // The paths import the core by the package's own name, as users do, so that both entries share it.
    packages: 'external',
    tsconfigRaw: {},
    platform: 'node',
    target: 'node20',
    format,
  });
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', `dist/${format}`], {
    cwd: here,
    stdio: 'inherit',
  });
}
writeFileSync(`${here}dist/cjs/package.json`, '{ "type": "commonjs" }\n');
