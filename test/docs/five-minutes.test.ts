import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lambdaEnvironment } from '../support/lambda-process';
import { SuggestionCompiler } from '../support/suggestion-compiler';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readText = (path: string) => readFileSync(join(root, path), 'utf8');

/** The code blocks of the section, by language, in their order. */
function blocksOf(language: string): string[] {
  const [, section = ''] = readText('README.md').split(/^## From silent to wired in five minutes$/m);
  const [page = ''] = section.split(/^## /m);
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, code = '']) => code);
}

const [silent = '', wired = ''] = blocksOf('ts');
const [strict = '', held = ''] = blocksOf('js');
const [contract = ''] = blocksOf('json');
const [foundAtFirst, foundByContract, foundWhenForgotten, metric = ''] = blocksOf('text');

/** A project as the page builds it up, with this repository's packages installed. */
let project: string;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'five-minutes-'));
  mkdirSync(join(project, 'src'));
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
  write('package.json', '{ "type": "module" }');
  write('failure-paths.json', contract);
});

afterAll(() => {
  rmSync(project, { recursive: true });
});

function write(file: string, text: string): void {
  writeFileSync(join(project, file), text);
}

/** What `npx eslint .` prints, with the paths as people see them, and without the padding of its columns. */
function lint(config: string, code: string): string {
  write('eslint.config.js', config);
  write('src/orders.ts', code);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', join(root, 'node_modules/eslint/bin/eslint.js'), '.'], {
    cwd: project,
    encoding: 'utf8',
  });
  expect({ stderr, found: status === 1 }).toEqual({ stderr: '', found: stdout !== '' });
  return `${stripVTControlCharacters(stdout).replaceAll(`${project}/`, '').replace(/ {2,}/g, '  ').trim()}\n`;
}

describe('the way from silent to wired', () => {
  it('begins with code in which the linter finds what the page quotes', () => {
    expect(lint(strict, silent)).toBe(foundAtFirst);
  });

  it('goes on with what the contract adds', () => {
    expect(lint(held, silent)).toBe(foundByContract);
  });

  it('ends with code in which nothing is found', () => {
    expect(lint(held, wired)).toBe('\n');
  });

  it('tells what would be said of an annotation that is forgotten', () => {
    const forgotten = wired.replace(', { order_id: id }', '');
    expect(forgotten).not.toBe(wired);
    expect(lint(held, forgotten)).toBe(foundWhenForgotten);
  });

  it('has alarms, and their check passes', () => {
    const program = join(root, 'runtime/dist/bin/silent-failure-alarms.cjs');
    const commands = (blocksOf('sh')[0] ?? '').replaceAll('npx silent-failure-alarms', `"${program}"`);
    const { status, stdout, stderr } = spawnSync('sh', ['-ec', commands], { cwd: project, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe('alarms.json: 2 of 2 alarms there, 0 missing, 0 not known before it is deployed\n');
  });

  it('makes a failure loud as the page shows it, and the caller sees no difference', async () => {
    const { code } = await transform(wired, { loader: 'ts', format: 'esm' });
    write('src/orders.js', code);
    const { stdout } = spawnSync(
      process.execPath,
      ['--no-warnings', '--input-type=module', '--eval', "import { announceOrder } from './src/orders.js'; process.exitCode = (await announceOrder('o-1')) === false ? 7 : 1;"],
      {
        cwd: project,
        encoding: 'utf8',
        env: {
          ...lambdaEnvironment(false),
          AWS_LAMBDA_FUNCTION_NAME: 'orders',
          AWS_REGION: 'eu-central-1',
          AWS_ACCESS_KEY_ID: 'id',
          AWS_SECRET_ACCESS_KEY: 'key',
          AWS_MAX_ATTEMPTS: '1',
          AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
        },
      },
    );
    const written = stdout.split('\n').filter((line) => line.startsWith('{"_aws"'));
    expect(written.map((line) => line.replace(/"Timestamp":\d+/, ''))).toEqual([metric.trim().replace(/"Timestamp":\d+/, '')]);
  });
});

it('the code of the page and the demo handler compile', () => {
  const handler = readText('fixtures/lambda/handler.ts');
  const compiler = new SuggestionCompiler('fixtures/lambda');
  const atRoot = (code: string) => code.replace("'../failure-paths.json'", "'../../runtime/failure-paths.json'");
  const names = wired.replaceAll("'order_announce'", "'audit_trail_persist'").replaceAll("'orders_store'", "'self_healing_item_fetch'");
  for (const code of [handler, silent, atRoot(names)]) {
    compiler.add(code);
  }
  for (const code of [handler, silent, atRoot(names)]) {
    expect(compiler.errorsOf(code)).toEqual([]);
  }
});
