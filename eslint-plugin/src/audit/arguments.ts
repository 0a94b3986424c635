import { parseArgs } from 'node:util';
import { FORMATS } from './formats';
import type { Format } from './formats';

/** What the command line asks for. */
export type Command =
  | { readonly show: 'help' | 'version' }
  | { readonly usageError: string }
  | {
      readonly directory: string;
      readonly format: Format;
      readonly outputFile: string | undefined;
      readonly contract: string | undefined;
    };

export const USAGE = `Usage: eslint-plugin-silent-failure [options] DIR

Audits the JavaScript and TypeScript below DIR with the preset "recommended".

Options:
  -f, --format FORMAT     ${FORMATS.join(', ')} (default: table)
  -o, --output-file FILE  write the report to FILE instead of standard output
  -c, --config FILE       a contract (failure-paths.json): its files are held against it
  -h, --help              show this help
  -v, --version           show the version

Exit code: 0 nothing found, 1 silent failures found, 2 the audit could not run or read every file.
`;

/**
 * Reads a command line; what is wrong with it is told in the command.
 *
 * @param args without the program's name
 */
export function parseCommand(args: readonly string[]): Command {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string', short: 'f', default: 'table' },
        'output-file': { type: 'string', short: 'o' },
        config: { type: 'string', short: 'c' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
  } catch (error) {
    return { usageError: (error as Error).message };
  }
  const { values, positionals } = parsed;
  if (values.help || values.version) {
    return { show: values.help ? 'help' : 'version' };
  }
  const [directory, ...rest] = positionals;
  if (directory === undefined || rest.length > 0) {
    return { usageError: directory === undefined ? 'Which directory?' : `One directory, please; got ${positionals.join(', ')}` };
  }
  const format = FORMATS.find((known) => known === values.format);
  if (format === undefined) {
    return { usageError: `--format ${values.format}: is none of ${FORMATS.join(', ')}` };
  }
  return { directory, format, outputFile: values['output-file'], contract: values.config };
}
