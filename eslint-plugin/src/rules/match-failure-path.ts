import type { Rule } from 'eslint';
import { createRule } from './support/create-rule';
import { fileContract, filesOf } from './support/failure-path/contract-source';
import type { ContractOptions, FileContract } from './support/failure-path/contract-source';
import { HeldPath } from './support/failure-path/held-path';
import type { PathProblem } from './support/failure-path/held-path';
import { missingPaths } from './support/failure-path/missing-paths';
import { nearestName } from './support/failure-path/nearest-name';
import { annotationProblems } from './support/failure-path/path-annotations';
import { codeOf } from './support/failure-path/path-code';
import { markProblems } from './support/failure-path/path-marks';
import { heldEmissions } from './support/failure-path/path-metrics';
import type { HeldEmission } from './support/failure-path/path-metrics';
import { pathSubsegments } from './support/failure-path/path-subsegments';
import type { PathSubsegment } from './support/failure-path/path-subsegments';
import { fileContext } from './support/file-context';
import type { FileContext } from './support/file-context';

/** FR-002, FR-005, FR-043: the failure paths are those that traces and alarms are searched and set up for. */
export const matchFailurePath = createRule(
  {
    name: 'match-failure-path',
    description: 'require subsegments, metrics, annotations and marks to be those of the failure paths contract',
  },
  {
    meta: {
      type: 'problem',
      hasSuggestions: true,
      schema: [
        {
          type: 'object',
          properties: {
            contract: { anyOf: [{ type: 'string', minLength: 1 }, { type: 'object' }] },
            root: { type: 'string' },
          },
          additionalProperties: false,
        },
      ],
      messages: {
        missingPath:
          'The contract says that this file opens the subsegment `{{path}}`, and it does not: nobody sees what fails on that path. Open it around the code that may fail, or correct `file` in the contract.',
        unknownPath:
          'The contract has no path `{{name}}`, so no alarm watches what fails under it.{{hint}} Use a name of the contract, or add this path to it.',
        useContractName: 'Name it `{{path}}`.',
        wrongFile:
          'The contract has `{{path}}` opened in {{files}}, not here: open it there, or add this file to `file` in the contract.',
        wrongMetric:
          '`{{name}}` is emitted under `{{path}}`{{line}}, whose alarm watches `{{metric}}`: emit that.',
        wrongNamespace:
          'The metric of `{{path}}`{{line}} goes to the namespace `{{namespace}}`, where no alarm watches it: the contract says `{{expected}}`.',
        wrongDimensions:
          'The metric of `{{path}}`{{line}} does not have the dimensions that its alarm watches: {{misfits}}. The contract says exactly {{expected}}.',
        missingAnnotation:
          'The failure is recorded on `{{path}}`{{recorded}}, but not with {{annotations}} on the way that leaves in line {{line}}: no search of the traces by annotation finds it. The contract lists it: put it on the subsegment on this way too.',
        wrongMark:
          '`{{call}}` marks `{{path}}`{{line}} as {{actual}}; the contract says {{expected}}, and nothing else. {{advice}}',
      },
    },
    create(context) {
      const shared = fileContext(context);
      const held = fileContract(context, (context.options[0] ?? {}) as ContractOptions, shared.settings.contract);
      return {
        'Program:exit'() {
          const subsegments = shared.mentionsInstrumentation ? pathSubsegments(shared) : [];
          reportWrongFiles(context, held, subsegments);
          if (held.ownPaths.length > 0) {
            reportMissingPaths(context, shared, held, subsegments);
            reportUnknownPaths(context, shared, held, subsegments);
            reportPaths(context, shared, held, subsegments);
          }
        },
      };
    },
  },
);

function reportWrongFiles(
  context: Rule.RuleContext,
  { contract, ownPaths }: FileContract,
  subsegments: readonly PathSubsegment[],
): void {
  for (const { name, nameNode } of subsegments) {
    if (name !== undefined && Object.hasOwn(contract, name) && !ownPaths.includes(name)) {
      const files = filesOf(contract, name).map((file) => `\`${file}\``).join(', ');
      context.report({ loc: nameNode.loc, messageId: 'wrongFile', data: { path: name, files } });
    }
  }
}

function reportMissingPaths(
  context: Rule.RuleContext,
  shared: FileContext,
  { ownPaths }: FileContract,
  subsegments: readonly PathSubsegment[],
): void {
  const start = { line: 1, column: 0 };
  for (const path of missingPaths(shared, subsegments, ownPaths)) {
    context.report({ loc: { start, end: start }, messageId: 'missingPath', data: { path } });
  }
}

function reportUnknownPaths(
  context: Rule.RuleContext,
  shared: FileContext,
  { contract, ownPaths }: FileContract,
  subsegments: readonly PathSubsegment[],
): void {
  for (const subsegment of subsegments) {
    const { name, nameNode, literal } = subsegment;
    if (name === undefined || Object.hasOwn(contract, name) || !handlesFailures(shared, subsegment)) {
      continue;
    }
    const nearest = nearestName(name, ownPaths);
    const hint = nearest === undefined ? '' : ` Did you mean \`${nearest}\`?`;
    context.report({
      loc: nameNode.loc,
      messageId: 'unknownPath',
      data: { name, hint },
      suggest:
        nearest === undefined || literal === undefined
          ? []
          : [
              {
                messageId: 'useContractName',
                data: { path: nearest },
                fix: (fixer) => fixer.replaceTextRange([...literal.range], quoted(nearest, context.sourceCode.text[literal.range[0]])),
              },
            ],
    });
  }
}

/** Whether the subsegment wraps a failure handler, or is one that records every failure. */
function handlesFailures(shared: FileContext, { wrapped, opening, usesRuntime }: PathSubsegment): boolean {
  return usesRuntime || (wrapped !== undefined && codeOf(shared, { node: wrapped.unit, ...wrapped }, opening).handlers.length > 0);
}

function quoted(text: string, quote = "'"): string {
  return `${quote}${JSON.stringify(text).slice(1, -1)}${quote}`;
}

function reportPaths(
  context: Rule.RuleContext,
  shared: FileContext,
  { contract, ownPaths }: FileContract,
  subsegments: readonly PathSubsegment[],
): void {
  const emissions: HeldEmission[] = [];
  const found: PathProblem[] = [];
  for (const subsegment of subsegments) {
    const { name = '', wrapped } = subsegment;
    const definition = ownPaths.includes(name) ? contract[name] : undefined;
    if (definition && wrapped) {
      const path = new HeldPath(shared, { name, definition }, subsegment, wrapped);
      emissions.push(...heldEmissions(path));
      found.push(...markProblems(path), ...annotationProblems(path));
    }
  }
  for (const { node, messageId, data } of [...emissionProblems(emissions), ...found]) {
    context.report({ loc: node.loc, messageId, data });
  }
}

/** An emission may stand where two paths claim it: it has to fit one of them. */
function emissionProblems(emissions: readonly HeldEmission[]): PathProblem[] {
  const fitting = new Set(emissions.filter(({ problems }) => problems.length === 0).map(({ metric }) => metric));
  const first = new Map(emissions.toReversed().map((emission) => [emission.metric, emission]));
  return [...first.values()].flatMap(({ metric, problems }) => (fitting.has(metric) ? [] : problems));
}
