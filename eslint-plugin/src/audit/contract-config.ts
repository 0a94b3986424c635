import { ContractError, parseContractText } from '@silent-failure/runtime/contract';
import type { Contract } from '@silent-failure/runtime/contract';
import type { Linter } from 'eslint';
import plugin from 'eslint-plugin-silent-failure';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { AuditError } from './result';

/**
 * The config that holds the files of a contract against it, for an audit of `directory`.
 *
 * A contract names its files relative to the root of the repository. That is the working directory, else the
 * folder of the contract, else the audited directory: the first below which all of the files are.
 *
 * @param path the contract's file
 * @throws AuditError when it cannot be read or is not valid, or its files are not there or not in `directory`
 */
export function contractConfigFor(path: string, directory: string): Linter.Config {
  const contract = readContract(path);
  const root = rootOf(contract, path, directory);
  const config = plugin.failurePaths(rebased(contract, root, directory));
  const files = (config.files as string[]).filter((file) => !file.startsWith('../'));
  if (files.length === 0) {
    throw new AuditError(`${path}: none of its files, which are below ${root}, is in ${directory}`);
  }
  return { ...config, files };
}

function readContract(path: string): Contract {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new AuditError(`${path}: cannot read the contract: ${(error as Error).message}`, { cause: error });
  }
  try {
    return parseContractText(text, path);
  } catch (error) {
    if (error instanceof ContractError) {
      throw new AuditError(error.message, { cause: error });
    }
    throw error;
  }
}

function rootOf(contract: Contract, path: string, directory: string): string {
  const roots = [...new Set([resolve('.'), dirname(resolve(path)), resolve(directory)])];
  const missing = roots.map((root) => missingFiles(contract, root));
  const complete = roots[missing.findIndex((files) => files.length === 0)];
  if (complete !== undefined) {
    return complete;
  }
  const fewest = missing.reduce((best, files) => (files.length < best.length ? files : best));
  throw new AuditError(
    fewest.map((place) => `${path}: ${place}: no such file below ${roots.join(', nor below ')}`).join('\n'),
  );
}

function missingFiles(contract: Contract, root: string): string[] {
  return Object.entries(contract).flatMap(([name, { file }]) =>
    [file]
      .flat()
      .filter((one) => !existsSync(resolve(root, one)))
      .map((one) => `${name}.file: ${one}`),
  );
}

/** The contract with its files relative to the audited directory. */
function rebased(contract: Contract, root: string, directory: string): Contract {
  const from = resolve(directory);
  const entries = Object.entries(contract).map(([name, definition]) => {
    const files = [definition.file].flat().map((file) => relative(from, resolve(root, file)).split(sep).join('/'));
    return [name, { ...definition, file: files }] as const;
  });
  return Object.fromEntries(entries);
}
