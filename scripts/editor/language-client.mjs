// The part of an editor that a language server sees.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

const CAPABILITIES = {
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true },
    diagnostics: { refreshSupport: true },
    didChangeConfiguration: { dynamicRegistration: true },
  },
  textDocument: {
    synchronization: { dynamicRegistration: true },
    diagnostic: { dynamicRegistration: true },
    publishDiagnostics: { versionSupport: true, codeDescriptionSupport: true },
    codeAction: {
      dynamicRegistration: true,
      dataSupport: true,
      isPreferredSupport: true,
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'refactor', 'source', 'source.fixAll'] } },
    },
  },
};

/** An editor with one folder open, and a language server of its own. */
export class LanguageClient {
  #server;
  #connection;
  #documents = new Map();
  #published = new Map();
  #pulls = false;

  /**
   * Starts a language server.
   *
   * @param {{ command: string, args: string[], folder: string, settings: object }} options `settings` is what the
   *   server gets for every section that it asks for
   * @returns {Promise<LanguageClient>}
   */
  static async start({ command, args, folder, settings }) {
    const client = new LanguageClient();
    client.#server = spawn(command, args, { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
    client.#connection = createProtocolConnection(
      new StreamMessageReader(client.#server.stdout),
      new StreamMessageWriter(client.#server.stdin),
    );
    client.#answer(settings);
    client.#connection.listen();
    const workspaceFolders = [{ uri: pathToFileURL(folder).href, name: 'project' }];
    const { capabilities } = await client.#connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: workspaceFolders[0].uri,
      workspaceFolders,
      capabilities: CAPABILITIES,
      initializationOptions: [{ workspaceUri: workspaceFolders[0].uri, options: settings }],
    });
    client.#pulls ||= capabilities.diagnosticProvider !== undefined;
    await client.#connection.sendNotification('initialized', {});
    return client;
  }

  #answer(settings) {
    const connection = this.#connection;
    connection.onRequest('workspace/configuration', ({ items }) => items.map(() => settings));
    connection.onRequest('client/registerCapability', ({ registrations }) => {
      this.#pulls ||= registrations.some(({ method }) => method === 'textDocument/diagnostic');
    });
    connection.onRequest('workspace/diagnostic/refresh', () => null);
    connection.onRequest('workspace/applyEdit', async ({ edit }) => {
      await this.#apply(edit);
      return { applied: true };
    });
    connection.onNotification('textDocument/publishDiagnostics', ({ uri, version, diagnostics }) => {
      this.#published.set(uri, { version, diagnostics });
    });
  }

  /** Opens a file of the folder with the text that it has, or another. */
  async open(uri, languageId, text) {
    this.#documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.#connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  textOf(uri) {
    return this.#documents.get(uri).getText();
  }

  /**
   * What the server finds in an open file now.
   *
   * @param {(diagnostics: object[]) => boolean} awaited for servers that publish: which answer is waited for
   * @throws Error when none has come within ten seconds
   */
  async diagnostics(uri, awaited = () => true) {
    if (this.#pulls) {
      return (await this.#connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } })).items;
    }
    for (let waited = 0; waited < 10_000; waited += 50) {
      const { diagnostics } = this.#published.get(uri) ?? {};
      if (diagnostics && awaited(diagnostics)) {
        return diagnostics;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The server has not published the diagnostics that were waited for: ${JSON.stringify([...this.#published])}`);
  }

  /** What the server offers to do about a diagnostic. */
  async codeActions(uri, diagnostic) {
    const actions = await this.#connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic], triggerKind: 1 },
    });
    return actions ?? [];
  }

  /** Does what a code action says: its edit, its command, or both. */
  async perform({ edit, command }) {
    if (edit) {
      await this.#apply(edit);
    }
    if (command) {
      await this.#connection.sendRequest('workspace/executeCommand', {
        command: command.command,
        arguments: command.arguments,
      });
    }
  }

  async #apply({ changes = {}, documentChanges = [] }) {
    const edits = new Map(Object.entries(changes));
    for (const { textDocument, edits: more } of documentChanges) {
      edits.set(textDocument.uri, [...(edits.get(textDocument.uri) ?? []), ...more]);
    }
    for (const [uri, textEdits] of edits) {
      const document = this.#documents.get(uri);
      const text = TextDocument.applyEdits(document, textEdits);
      const version = document.version + 1;
      this.#documents.set(uri, TextDocument.create(uri, document.languageId, version, text));
      await this.#connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      });
    }
  }

  /** Ends the server as the protocol says. */
  async stop() {
    const ended = once(this.#server, 'exit');
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
    await ended;
    this.#connection.dispose();
  }
}
