import type { ESLint, Linter } from 'eslint';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { AuditError } from './result';

interface Peer {
  readonly name: string;
  /** The lowest version that works, as numbers. */
  readonly lowest: readonly [major: number, minor: number];
  readonly install: string;
}

interface Found {
  readonly version: string;
  readonly path: string;
  readonly isNewEnough: boolean;
  load(): unknown;
}

const ESLINT: Peer = { name: 'eslint', lowest: [8, 57], install: 'eslint' };
const PARSER: Peer = {
  name: '@typescript-eslint/parser',
  lowest: [7, 0],
  install: '@typescript-eslint/parser typescript',
};

/**
 * ESLint's class for flat configs, which ESLint 8 has beside the other one.
 *
 * @param directory the audited one, whose ESLint comes first
 * @throws AuditError when there is no ESLint, or only ones that are too old
 */
export async function flatESLint(directory: string): Promise<typeof ESLint> {
  const { loadESLint } = loadPeer(ESLINT, directory) as {
    loadESLint(options: { useFlatConfig: true }): Promise<typeof ESLint>;
  };
  return loadESLint({ useFlatConfig: true });
}

/**
 * The parser that reads the code.
 *
 * @param directory the audited one, whose parser comes first
 * @throws AuditError when there is none, or only ones that are too old
 */
export function typescriptParser(directory: string): Linter.Parser {
  return loadPeer(PARSER, directory) as Linter.Parser;
}

/** From the audited project, the working directory, or where this plugin is installed, in this order. */
function loadPeer(peer: Peer, directory: string): unknown {
  const places = [resolve(directory, 'package.json'), resolve('package.json'), __filename];
  const found = places.map((place) => findPeer(peer, place)).filter((one) => one !== undefined);
  const fitting = found.find(({ isNewEnough }) => isNewEnough);
  if (fitting) {
    return loaded(peer, fitting);
  }
  const tooOld = [...new Set(found.map(({ version, path }) => `${peer.name} ${version} in ${path}`))];
  throw new AuditError(
    tooOld.length > 0
      ? `${tooOld.join(', ')}: too old, the audit needs ${peer.lowest.join('.')} or newer: ${installing(peer)}`
      : `${peer.name} is not installed in ${resolve(directory)}, which the audit needs: ${installing(peer)}`,
  );
}

function findPeer({ name, lowest }: Peer, place: string): Found | undefined {
  const require = createRequire(place);
  try {
    const manifest = require.resolve(`${name}/package.json`);
    const { version } = require(manifest) as { version: string };
    const [major = 0, minor = 0] = version.split('.').map(Number);
    return {
      version,
      path: dirname(manifest),
      isNewEnough: major > lowest[0] || (major === lowest[0] && minor >= lowest[1]),
      load: () => require(name),
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') {
      return undefined;
    }
    throw error;
  }
}

/** The parser is there, but TypeScript beside it may not be. */
function loaded(peer: Peer, { path, version, load }: Found): unknown {
  try {
    return load();
  } catch (error) {
    throw new AuditError(
      `${peer.name} ${version} in ${path} cannot be loaded (${firstLine(error)}): ${installing(peer)}`,
      { cause: error },
    );
  }
}

function firstLine(error: unknown): string {
  return String((error as Error).message).split('\n', 1)[0] ?? '';
}

function installing({ install }: Peer): string {
  return `npm install --save-dev ${install}`;
}
