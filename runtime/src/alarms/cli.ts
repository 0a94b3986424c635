#!/usr/bin/env node
import { parseArgs } from 'node:util';
import packagedContract from '../../failure-paths.json' with { type: 'json' };
import { ContractError, parseContract, parseContractText } from '../contract.js';
import type { Contract } from '../contract.js';
import { namesFunction } from '../function-name.js';
import { cloudFormationTemplate, MAX_RESOURCES } from './cloudformation.js';
import { checkReport } from './check-report.js';
import { neededAlarms } from './needed-alarms.js';
import type { NeededAlarm } from './needed-alarms.js';
import { readText, readWatchedMetrics, UsageError } from './read-template.js';
import { terraformConfiguration } from './terraform.js';
import { findWatched } from './watched-metrics.js';

/** Exit codes: done, alarms are missing, could not run. */
const DONE = 0;
const MISSING = 1;
const FAILED = 2;

const USAGE = `Usage: silent-failure-alarms [options] FUNCTION...
       silent-failure-alarms --check FILE [options] [FUNCTION...]

Prints the CloudWatch alarms of a contract: one for each of its failure paths and each Lambda FUNCTION.

  --contract FILE   the contract (also --config); default: the failure paths of this package
  --format FORMAT   cloudformation (default) or terraform, both JSON
  --action ARN      what each alarm notifies, for instance an SNS topic; up to five times
  --check FILE      prints no alarms, but tells which of them FILE lacks: a CloudFormation template (JSON or
                    YAML) or Terraform JSON (*.tf.json, or terraform show -json); may be given several times.
                    Without FUNCTION, an alarm for any function will do.
  --help            this text

Exit code: 0 done, nothing is missing; 1 --check found that alarms are missing; 2 could not run.
`;

const OPTIONS = {
  contract: { type: 'string' },
  config: { type: 'string' },
  format: { type: 'string' },
  action: { type: 'string', multiple: true },
  check: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} as const;

const FORMATS = {
  cloudformation: cloudFormationTemplate,
  terraform: terraformConfiguration,
};

/** CloudWatch takes so many actions for each state of an alarm. */
const MAX_ACTIONS = 5;

function main(args: readonly string[]): number {
  const { values, positionals } = commandLine(args);
  if (values.help) {
    process.stdout.write(USAGE);
    return DONE;
  }
  for (const name of positionals) {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) {
      throw new UsageError(`${JSON.stringify(name)}: is not the name of a Lambda function (letters, digits, - and _, at most 64)`);
    }
  }
  const contract = readContract(values.contract, values.config);
  const needed = neededAlarms(contract, positionals);
  if (values.check !== undefined) {
    if (values.format !== undefined || values.action !== undefined) {
      throw new UsageError('--check prints no alarms, so it takes neither --format nor --action');
    }
    return check(needed, values.check);
  }
  print(needed, values.format ?? 'cloudformation', values.action ?? []);
  return DONE;
}

function commandLine(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function readContract(contract: string | undefined, config: string | undefined): Contract {
  if (contract !== undefined && config !== undefined) {
    throw new UsageError('--contract and --config are the same: give one of them');
  }
  const file = contract ?? config;
  const paths = file === undefined ? parseContract(packagedContract) : parseContractText(readText(file), file);
  if (Object.keys(paths).length === 0) {
    throw new UsageError(`${file}: has no failure path`);
  }
  return paths;
}

function print(needed: readonly NeededAlarm[], format: string, actions: readonly string[]): void {
  if (!Object.hasOwn(FORMATS, format)) {
    throw new UsageError(`--format ${format}: must be ${Object.keys(FORMATS).join(' or ')}`);
  }
  const nameless = needed.find(({ functionName, definition }) => functionName === undefined && namesFunction(definition));
  if (nameless) {
    throw new UsageError(`The metric of ${nameless.path} names the Lambda function: give at least one FUNCTION\n\n${USAGE}`);
  }
  if (actions.length > MAX_ACTIONS) {
    throw new UsageError(`--action: CloudWatch takes at most ${MAX_ACTIONS}, ${actions.length} are given`);
  }
  if (format === 'cloudformation' && needed.length > MAX_RESOURCES) {
    throw new UsageError(
      `${needed.length} alarms are more than the ${MAX_RESOURCES} resources of a CloudFormation template: print them for fewer functions at a time`,
    );
  }
  const document = FORMATS[format as keyof typeof FORMATS](needed, actions);
  process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
}

function check(needed: readonly NeededAlarm[], files: readonly string[]): number {
  const results = findWatched(needed, files.flatMap(readWatchedMetrics));
  process.stdout.write(checkReport(files, results));
  return results.some(({ verdict }) => verdict === 'no') ? MISSING : DONE;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError || error instanceof ContractError)) {
    throw error;
  }
  process.stderr.write(`${error.message}\n`);
  process.exitCode = FAILED;
}
