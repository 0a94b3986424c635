import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import plugin from '../../eslint-plugin/dist/index.js';
import { ROOT } from '../../scripts/consumers/packages.mjs';

/** What a module prints, run by Node.js itself. */
function printed(code: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

/** The files whose code is left when a bundler has taken out what a module does not use. */
async function bundledFiles(code: string): Promise<string[]> {
  const { metafile } = await build({
    stdin: { contents: code, resolveDir: ROOT },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    // The built package, not the sources that the repository's paths lead to.
    tsconfigRaw: {},
  });
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((file) => (inputs[file]?.bytesInOutput ?? 0) > 0 && file !== '<stdin>'),
  );
}

describe('the plugin', () => {
  it('has its properties as named exports of ES modules', () => {
    const code = `import plugin, * as named from 'eslint-plugin-silent-failure';
      const { default: _, 'module.exports': __, ...rest } = named;
      console.log(JSON.stringify(Object.keys(rest).filter((name) => rest[name] === plugin[name])));`;
    expect(JSON.parse(printed(code))).toEqual(Object.keys(plugin).sort());
  });
});

describe('the runtime', () => {
  it('leaves nothing in a bundle that only imports it', async () => {
    expect(await bundledFiles("import '@silent-failure/runtime'; import '@silent-failure/runtime/paths';")).toEqual([]);
  });

  it.each([
    ['a module without dependencies', "import { parseContract as used } from '@silent-failure/runtime';"],
    ['one wired path of seven', "import { generateFanoutItems as used } from '@silent-failure/runtime/paths';"],
  ])('brings %s into a bundle without Powertools or the AWS SDK', async (_, code) => {
    expect(await bundledFiles(`${code} console.log(used);`)).toEqual([expect.stringMatching(/^runtime\/dist\/bundler\//)]);
  });

  it.each([
    ['import', "await import('@silent-failure/runtime'); await import('@silent-failure/runtime/paths');"],
    ['require', "require('@silent-failure/runtime'); require('@silent-failure/runtime/paths');"],
  ])('prints nothing and keeps nothing running when it is loaded by %s', (_, load) => {
    const code = `import { createRequire } from 'node:module';
      const require = createRequire(process.cwd() + '/');
      ${load}
      console.log(process.getActiveResourcesInfo().filter((name) => /Time|TCP|UDP/.test(name)).join());`;
    expect(printed(code)).toBe('\n');
  });

  it('changes no global and no environment variable that Powertools does not change', () => {
    const code = `const state = () => JSON.stringify([
        Object.getOwnPropertyNames(globalThis).sort(),
        Object.entries(process.env).sort(),
        process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
      ]);
      await Promise.all(['tracer', 'metrics'].map((name) => import('@aws-lambda-powertools/' + name)));
      const before = state();
      const { createFailurePaths } = await import('@silent-failure/runtime');
      const { generateFanoutItems } = await import('@silent-failure/runtime/paths');
      console.log([createFailurePaths, generateFanoutItems].map((loaded) => typeof loaded).join(), state() === before);`;
    expect(printed(code)).toBe('function,function true\n');
  });
});
