import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import type { Rule } from 'eslint';
import { instrumentationCall } from '../../instrumentation/calls';
import type { InstrumentationCall } from '../../instrumentation/calls';
import { Objects } from '../../instrumentation/objects';
import { checkedSettings, vocabulariesFor } from '../../instrumentation/settings/settings';
import type { Settings } from '../../instrumentation/settings/settings';
import type { Vocabularies } from '../../instrumentation/vocabulary';
import { FileModel } from '../../syntax/file-model';
import type { ParserServices, SourceParser } from '../../syntax/source-files';
import { TypedProgram } from '../../syntax/typed-program';

/** What all rules share about a file; made once a file. */
export interface FileContext {
  readonly file: FileModel;
  readonly settings: Settings;
  readonly vocabularies: Vocabularies;
  readonly objects: Objects;
  /** Whether anything in the file may be instrumentation; where not, no call is. */
  readonly mentionsInstrumentation: boolean;
  /** The recognised instrumentation call at a node, if it is one. */
  callAt(node: TSESTree.CallExpression): InstrumentationCall | undefined;
}

interface LanguageOptions {
  readonly parser?: SourceParser;
  readonly parserOptions?: object;
}

const contexts = new WeakMap<object, FileContext>();

export function fileContext(context: Rule.RuleContext): FileContext {
  const { sourceCode } = context;
  const known = contexts.get(sourceCode);
  if (known) {
    return known;
  }
  const ast = sourceCode.ast as unknown as TSESTree.Program;
  const { parser, parserOptions } = context.languageOptions as LanguageOptions;
  const file = new FileModel(
    ast,
    sourceCode.scopeManager as unknown as Scope.ScopeManager,
    sourceCode.visitorKeys,
    TypedProgram.of((sourceCode.parserServices ?? {}) as ParserServices, ast, parser ?? {}, parserOptions ?? {}),
  );
  const settings = checkedSettings(context.settings['silent-failure']);
  const vocabularies = vocabulariesFor(settings);
  const objects = new Objects(file, vocabularies);
  const mentionsInstrumentation =
    vocabularies.isMentionedIn(sourceCode.text) ||
    (file.program !== undefined && vocabularies.mayBeUsedIn(sourceCode.text));
  const calls = new Map<TSESTree.Node, InstrumentationCall | undefined>();
  const made: FileContext = {
    file,
    settings,
    vocabularies,
    objects,
    mentionsInstrumentation,
    callAt(node) {
      if (!mentionsInstrumentation && file.treeHolding(node) === ast) {
        return undefined;
      }
      if (!calls.has(node)) {
        calls.set(node, instrumentationCall(file, objects, node));
      }
      return calls.get(node);
    },
  };
  contexts.set(sourceCode, made);
  return made;
}
