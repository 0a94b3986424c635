// Builds the runtime as ES modules, as CommonJS, and as ES modules for bundlers; and its program.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

rmSync(`${here}dist`, { recursive: true, force: true });
const options = {
  absWorkingDir: here,
  outbase: 'src',
  bundle: true,
  // The paths import the core by the package's own name, as users do, so that both entries share it.
  packages: 'external',
  tsconfigRaw: {},
  platform: 'node',
  target: 'node20',
};
for (const format of ['esm', 'cjs']) {
  await build({ ...options, format, entryPoints: ['src/index.ts', 'src/paths/index.ts'], outdir: `dist/${format}` });
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', `dist/${format}`], {
    cwd: here,
    stdio: 'inherit',
  });
}
// Node.js loads one file for each entry, since every file more is time at a cold start. Bundlers take these, which come
// apart where what they need differs: Powertools and the AWS SDK are left out with the files that are not used.
await build({
  ...options,
  format: 'esm',
  entryPoints: ['src/index.ts', 'src/contract.ts', 'src/failure-paths.ts', 'src/paths/*.ts'],
  outdir: 'dist/bundler',
  splitting: true,
  chunkNames: 'chunks/[hash]',
});
writeFileSync(`${here}dist/cjs/package.json`, '{ "type": "commonjs" }\n');

// The program brings its YAML parser along: a Lambda function that installs the runtime never loads either.
await build({
  absWorkingDir: here,
  entryPoints: { 'silent-failure-alarms': 'src/alarms/cli.ts' },
  outdir: 'dist/bin',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  minify: true,
  tsconfigRaw: {},
  platform: 'node',
  target: 'node20',
  format: 'cjs',
});
chmodSync(`${here}dist/bin/silent-failure-alarms.cjs`, 0o755);
const yaml = createRequire(import.meta.url).resolve('yaml/package.json');
copyFileSync(`${dirname(yaml)}/LICENSE`, `${here}dist/bin/LICENSE.yaml.txt`);
