import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument, visit, YAMLMap } from 'yaml';
import type { Node } from 'yaml';
import { cloudFormationAlarms } from './cloudformation-alarms.js';
import { isRecord } from './json.js';
import { terraformAlarms } from './terraform-alarms.js';
import type { WatchedMetric } from './watched-metrics.js';

/** What is wrong with what the user gave; the message names the place. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const TERRAFORM_KEYS = ['resource', 'planned_values', 'values', 'terraform', 'module', 'provider', 'variable', 'locals'];

/**
 * The metrics that the alarms of a template watch.
 *
 * @param file a CloudFormation template, as JSON or YAML, or Terraform's JSON
 * @throws UsageError for a file that cannot be read, or is neither
 */
export function readWatchedMetrics(file: string): WatchedMetric[] {
  if (file.endsWith('.tf')) {
    throw new UsageError(`${file}: is in Terraform's own language: give what "terraform show -json PLAN" prints`);
  }
  const template = parseTemplate(readText(file), file);
  if (isRecord(template)) {
    if (isRecord(template['Resources'])) {
      return cloudFormationAlarms(template);
    }
    if (TERRAFORM_KEYS.some((key) => template[key] !== undefined)) {
      return terraformAlarms(template);
    }
  }
  throw new UsageError(`${file}: is neither a CloudFormation template (it has no Resources) nor Terraform JSON`);
}

/** @throws UsageError for a file that cannot be read */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reasons: Record<string, string> = { ENOENT: 'no such file', EISDIR: 'is a directory', EACCES: 'may not be read' };
    throw new UsageError(`${file}: ${reasons[code ?? ''] ?? message}`);
  }
}

function parseTemplate(text: string, file: string): unknown {
  if (!/^\uFEFF?\s*[[{]/.test(text)) {
    return parseYaml(text, file);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`${file}: is no JSON: ${(error as Error).message}`);
  }
}

/** YAML with CloudFormation's short forms: `!Sub x` is `{ 'Fn::Sub': x }`. */
function parseYaml(text: string, file: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true, logLevel: 'error' });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new UsageError(`${file}:${line}:${col}: is no YAML: ${error.message}`);
  }
  visit(document, {
    Node: (_key, node) => {
      const tag = (node as Node & { tag?: string }).tag;
      if (tag === undefined || !/^![^!]/.test(tag)) {
        return undefined;
      }
      delete (node as { tag?: string }).tag;
      const intrinsic = new YAMLMap<unknown, unknown>(document.schema);
      intrinsic.add(document.createPair(tag === '!Ref' ? 'Ref' : `Fn::${tag.slice(1)}`, node));
      return intrinsic;
    },
  });
  return document.toJS() as unknown;
}
