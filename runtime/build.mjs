// Builds the runtime twice, as ES modules and as CommonJS, each with its own declarations, and its program.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

rmSync(`${here}dist`, { recursive: true, force: true });
for (const format of ['esm', 'cjs']) {
  await build({
    absWorkingDir: here,
    // A file for each module in ES modules: a bundler leaves out the AWS SDK with the modules that are not used.
    ...(format === 'esm'
      ? { entryPoints: ['src/*.ts', 'src/paths/*.ts'], splitting: true, chunkNames: 'chunks/[hash]' }
      : { entryPoints: ['src/index.ts', 'src/paths/index.ts'] }),
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
