import type { TSESTree } from '@typescript-eslint/utils';
import { literalString, requiredModule } from '../syntax/file-model';
import { createRule } from './support/create-rule';
import { fileContext } from './support/file-context';
import { asReported } from './support/suggestions/edits';
import { powertoolsCapture } from './support/suggestions/powertools-capture';

const RAW_SDK = 'aws-xray-sdk';
const RAW_SDKS: ReadonlySet<string> = new Set([RAW_SDK, `${RAW_SDK}-core`]);

/** FR-029: one approach to tracing, Powertools Tracer. */
export const preferPowertoolsTracer = createRule(
  {
    name: 'prefer-powertools-tracer',
    description: 'require Powertools Tracer in place of the raw X-Ray SDK',
  },
  {
    meta: {
      type: 'suggestion',
      hasSuggestions: true,
      schema: [],
      messages: {
        rawSdk:
          '`{{module}}` traces past Powertools: use `Tracer` of `@aws-lambda-powertools/tracer`, which wraps it (`tracer.captureAWSv3Client(client)`, `tracer.provider.captureAsyncFunc(name, work)`).',
        powertoolsCapture: 'Capture by the Powertools tracer `{{tracer}}`.',
      },
    },
    create(context) {
      if (!context.sourceCode.text.includes(RAW_SDK)) {
        return {};
      }
      function check(node: TSESTree.Node, module: string | undefined): void {
        if (module !== undefined && RAW_SDKS.has(module)) {
          const loading = node.type === 'CallExpression' ? node.parent.parent : node;
          const isLoading = loading?.type === 'ImportDeclaration' || loading?.type === 'VariableDeclaration';
          const suggest = asReported([isLoading ? powertoolsCapture(context, fileContext(context), loading) : undefined]);
          context.report({ loc: node.loc, messageId: 'rawSdk', data: { module }, suggest });
        }
      }
      return {
        ImportDeclaration(declaration) {
          if (!isTypeOnly(declaration)) {
            check(declaration, declaration.source.value);
          }
        },
        ExportNamedDeclaration(declaration) {
          if (declaration.exportKind !== 'type' && !declaration.specifiers.every(({ exportKind }) => exportKind === 'type')) {
            check(declaration, declaration.source?.value);
          }
        },
        ExportAllDeclaration(declaration) {
          if (declaration.exportKind !== 'type') {
            check(declaration, declaration.source.value);
          }
        },
        TSImportEqualsDeclaration(node) {
          const { moduleReference } = node;
          if (node.importKind !== 'type' && moduleReference.type === 'TSExternalModuleReference') {
            check(node, literalString(moduleReference.expression));
          }
        },
        CallExpression(call) {
          check(call, requiredModule(call));
        },
        ImportExpression(call) {
          check(call, requiredModule(call));
        },
      };
    },
  },
);

function isTypeOnly({ importKind, specifiers }: TSESTree.ImportDeclaration): boolean {
  return (
    importKind === 'type' ||
    (specifiers.length > 0 &&
      specifiers.every((specifier) => specifier.type === 'ImportSpecifier' && specifier.importKind === 'type'))
  );
}
