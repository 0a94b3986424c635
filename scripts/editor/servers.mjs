import { join } from 'node:path';

/** Language servers that lint, as a project has them installed; Oxlint links its own rules only. */
export const SERVERS = [
  {
    name: 'ESLint (vscode-langservers-extracted)',
    program: 'node_modules/vscode-langservers-extracted/bin/vscode-eslint-language-server',
    args: ['--stdio'],
    codeOf: (rule) => rule,
    givesLinks: true,
    settings: (folder) => ({
      validate: 'on',
      useFlatConfig: true,
      experimental: {},
      problems: { shortenToSingleLine: false },
      rulesCustomizations: [],
      run: 'onType',
      nodePath: null,
      workingDirectory: { directory: folder },
      workspaceFolder: { uri: folder, name: 'project' },
      codeAction: { disableRuleComment: { enable: true, location: 'separateLine' }, showDocumentation: { enable: true } },
    }),
  },
  {
    name: 'Oxlint (--lsp)',
    program: 'node_modules/oxlint/bin/oxlint',
    args: ['--lsp'],
    codeOf: (rule) => rule.replace(/^(.+)\/(.+)$/, '$1($2)'),
    givesLinks: false,
    settings: () => ({ run: 'onType' }),
  },
];

/** How a server is started in a project. */
export function startOf({ program, args, settings }, folder) {
  return { command: process.execPath, args: [join(folder, program), ...args], folder, settings: settings(folder) };
}
