import type { TSESTree } from '@typescript-eslint/utils';
import type { Rule } from 'eslint';
import { answerMember, awsOperations, operationOfCommand, operationOfMethod } from '../../instrumentation/aws-operations';
import type { AwsOperation } from '../../instrumentation/aws-operations';
import { Objects } from '../../instrumentation/objects';
import { literalString, memberName, unwrap } from '../../syntax/file-model';
import type { FileModel } from '../../syntax/file-model';
import { fileContext } from './file-context';

/** A call whose answer may tell of failures without the call failing. */
export interface PartialAnswer {
  readonly call: TSESTree.CallExpression;
  /** `BatchWriteItemCommand`, `Promise.allSettled`. */
  readonly operation: string;
  /** Where the answer, or each element of its list, tells what failed: `Failed`, `Records[].ErrorCode`. */
  readonly fields: readonly string[];
  readonly emptyWhenNothingFailed: readonly string[];
  /** The answer is a list of which each element has the fields, as `Promise.allSettled` gives. */
  readonly isList: boolean;
}

const SETTLED = { operation: 'Promise.allSettled', fields: ['status', 'reason'], emptyWhenNothingFailed: [], isList: true };

/** Sent with these, a Lambda function's answer has no result. */
const UNANSWERED_INVOCATIONS = new Set(['Event', 'DryRun']);

const catalogues = new WeakMap<FileModel, Objects>();

/** Whether a file with this text may have such a call. */
export function mayHoldPartialAnswers(text: string, { program }: FileModel): boolean {
  return (
    text.includes('allSettled') ||
    awsOperations.isMentionedIn(text) ||
    (program !== undefined && awsOperations.mayBeUsedIn(text))
  );
}

/** The answer with failures inside that a call gives; `undefined` for all other calls. */
export function partialAnswer(context: Rule.RuleContext, call: TSESTree.CallExpression): PartialAnswer | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') {
    return undefined;
  }
  const method = memberName(callee);
  const { file } = fileContext(context);
  if (method === 'allSettled') {
    return isGlobal(file, callee.object, 'Promise') ? { ...SETTLED, call } : undefined;
  }
  let aws = catalogues.get(file);
  if (aws === undefined) {
    aws = new Objects(file, awsOperations);
    catalogues.set(file, aws);
  }
  const [input] = call.arguments;
  if (method === 'send' && input) {
    const command = aws.meaningOf(input);
    const operation = command?.is === 'object' ? operationOfCommand(command.type) : undefined;
    return operation && answerOf(file, call, operation, commandInput(file, input));
  }
  const called = aws.methodOf(call);
  const operation = called && operationOfMethod(called.method);
  return operation && answerOf(file, call, operation, input);
}

/** The members of the answer, or of each element of its list, one of which has to be read. */
export function membersToRead({ fields }: PartialAnswer): ReadonlySet<string> {
  return new Set(fields.map(answerMember));
}

/** Whether an expression is a global of the language, not something that the file declares. */
export function isGlobal(file: FileModel, expression: TSESTree.Node, name: string): boolean {
  const node = unwrap(expression);
  return node.type === 'Identifier' && node.name === name && (file.variableOf(node)?.defs.length ?? 0) === 0;
}

function answerOf(
  file: FileModel,
  call: TSESTree.CallExpression,
  operation: AwsOperation,
  input: TSESTree.Node | undefined,
): PartialAnswer | undefined {
  const { command, fields, emptyWhenNothingFailed } = operation;
  return isUnanswered(file, input) ? undefined : { call, operation: command, fields, emptyWhenNothingFailed, isList: false };
}

/** What a command was made with, also where the command is in a variable. */
function commandInput(file: FileModel, command: TSESTree.Node): TSESTree.Node | undefined {
  const node = unwrap(command);
  const made = node.type === 'Identifier' ? file.constantOf(node) : node;
  return made?.type === 'NewExpression' ? made.arguments[0] : undefined;
}

function isUnanswered(file: FileModel, input: TSESTree.Node | undefined): boolean {
  const node = input && unwrap(input);
  const object = node?.type === 'Identifier' ? file.constantOf(node) : node;
  if (object?.type !== 'ObjectExpression') {
    return false;
  }
  return object.properties.some((property) => {
    if (property.type !== 'Property' || memberName(property) !== 'InvocationType') {
      return false;
    }
    const value = unwrap(property.value);
    const type = value.type === 'MemberExpression' ? memberName(value) : literalString(value);
    return UNANSWERED_INVOCATIONS.has(type ?? '');
  });
}
