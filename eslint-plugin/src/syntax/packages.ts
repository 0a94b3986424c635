import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NODE_MODULES = '/node_modules/';
const named = new Map<string, string | undefined>();

/** The package that a module's specifier names: `@scope/name` of `@scope/name/types`. */
export function packageOfModule(module: string): string {
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/');
}

/**
 * The package that a file belongs to: by its path below `node_modules`, whatever the package manager's layout, else
 * by the nearest `package.json`, as for the packages of a workspace. Types in `@types` are those of the package
 * that they describe.
 */
export function packageOfFile(fileName: string): string | undefined {
  const path = fileName.replaceAll('\\', '/');
  const start = path.lastIndexOf(NODE_MODULES);
  return start < 0
    ? packageOfDirectory(dirname(path))
    : describedPackage(packageOfModule(path.slice(start + NODE_MODULES.length)));
}

/** `@types/scope__name` describes `@scope/name`. */
function describedPackage(name: string): string {
  if (!name.startsWith('@types/')) {
    return name;
  }
  const described = name.slice('@types/'.length);
  return described.includes('__') ? `@${described.replace('__', '/')}` : described;
}

function packageOfDirectory(directory: string): string | undefined {
  if (named.has(directory)) {
    return named.get(directory);
  }
  const parent = dirname(directory);
  const name = nameIn(join(directory, 'package.json')) ?? (parent === directory ? undefined : packageOfDirectory(parent));
  named.set(directory, name);
  return name;
}

/** The name in a `package.json`; without one, as in `{ "type": "module" }`, it is the next one up that counts. */
function nameIn(manifest: string): string | undefined {
  try {
    const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { name?: unknown };
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}
