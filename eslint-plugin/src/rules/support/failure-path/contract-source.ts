import { parseContract, parseContractText } from '@silent-failure/runtime/contract';
import type { Contract } from '@silent-failure/runtime/contract';
import type { Rule } from 'eslint';
import { readFileSync } from 'node:fs';
import nodePath from 'node:path';

/** Options of `match-failure-path`. */
export interface ContractOptions {
  /** The contract, or its file, relative to `root`. */
  readonly contract?: string | object;
  /** What `file` in the contract is relative to; itself relative to ESLint's working directory. */
  readonly root?: string;
}

/** A contract, seen from a file that is linted. */
export interface FileContract {
  readonly contract: Contract;
  /** The names of the paths that this file has to open. */
  readonly ownPaths: readonly string[];
}

const parsed = new WeakMap<object, Contract>();
const read = new Map<string, { readonly text: string; readonly contract: Contract }>();

/**
 * The contract that the options, or else the settings, name.
 *
 * @param inSettings the contract, or its file, relative to ESLint's working directory
 * @throws Error when there is none, it cannot be read, or it is not valid; the message names the place
 */
export function fileContract(
  { cwd, filename }: Pick<Rule.RuleContext, 'cwd' | 'filename'>,
  { contract: inOptions, root = '.' }: ContractOptions,
  inSettings: string | object | undefined,
): FileContract {
  const directory = nodePath.resolve(cwd, root);
  const contract =
    inOptions === undefined
      ? contractOf(inSettings, cwd, "settings['silent-failure'].contract")
      : contractOf(inOptions, directory, 'option `contract` of match-failure-path');
  const file = fileInContract(nodePath, directory, nodePath.resolve(cwd, filename));
  return { contract, ownPaths: pathsByFile(contract).get(file) ?? [] };
}

const pathsOfFiles = new WeakMap<Contract, ReadonlyMap<string, readonly string[]>>();

/** The names of the paths that each file of a contract opens. */
function pathsByFile(contract: Contract): ReadonlyMap<string, readonly string[]> {
  const known = pathsOfFiles.get(contract);
  if (known) {
    return known;
  }
  const paths = new Map<string, string[]>();
  for (const name of Object.keys(contract)) {
    for (const file of new Set(filesOf(contract, name))) {
      const names = paths.get(file) ?? [];
      names.push(name);
      paths.set(file, names);
    }
  }
  pathsOfFiles.set(contract, paths);
  return paths;
}

/** The files that open a path, relative to the root. */
export function filesOf(contract: Contract, name: string): string[] {
  return [contract[name]?.file ?? []].flat().map((file) => nodePath.posix.normalize(file));
}

/** A file as a contract writes it: relative to the root, with forward slashes on every system. */
export function fileInContract(
  { relative, sep }: Pick<nodePath.PlatformPath, 'relative' | 'sep'>,
  root: string,
  filename: string,
): string {
  return relative(root, filename).split(sep).join('/');
}

function contractOf(given: string | object | undefined, directory: string, source: string): Contract {
  if (given === undefined) {
    throw new Error(
      "match-failure-path needs a contract: give it its option `contract`, or set settings['silent-failure'].contract",
    );
  }
  return typeof given === 'string'
    ? contractOfFile(nodePath.resolve(directory, given), source)
    : contractOfObject(given, source);
}

function contractOfObject(value: object, source: string): Contract {
  const known = parsed.get(value);
  if (known) {
    return known;
  }
  const contract = parseContract(value, source);
  parsed.set(value, contract);
  return contract;
}

/** Read for every file that is linted, since it may change while an editor is open; parsed when it has. */
function contractOfFile(path: string, source: string): Contract {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`${source}: cannot read ${path}: ${(error as Error).message}`, { cause: error });
  }
  const known = read.get(path);
  if (known?.text === text) {
    return known.contract;
  }
  const contract = parseContractText(text, path);
  read.set(path, { text, contract });
  return contract;
}
