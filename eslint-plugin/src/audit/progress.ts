import { visibleText } from './formats/visible-text';

/** Milliseconds between two lines of progress. */
const INTERVAL = 100;

/** Shows on standard error which file is read, when that is a terminal. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #now: () => number;
  #shownAt = Number.NEGATIVE_INFINITY;
  #isShown = false;

  constructor(stream: NodeJS.WriteStream = process.stderr, now: () => number = Date.now) {
    this.#stream = stream;
    this.#now = now;
  }

  /**
   * @param files how many files have been begun
   * @param file the one that is begun now
   */
  show(files: number, file: string): void {
    const now = this.#now();
    if (!this.#stream.isTTY || now - this.#shownAt < INTERVAL) {
      return;
    }
    this.#shownAt = now;
    this.#isShown = true;
    const text = visibleText(`auditing file ${files}: ${file}`);
    // A line that wraps cannot be taken back.
    this.#stream.write(`\r\u001B[K${text.slice(0, (this.#stream.columns || 80) - 1)}`);
  }

  clear(): void {
    if (this.#isShown) {
      this.#stream.write('\r\u001B[K');
      this.#isShown = false;
    }
  }
}
