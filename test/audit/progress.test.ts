import { expect, it } from 'vitest';
import { Progress } from '../../eslint-plugin/src/audit/progress';

function terminal(isTTY: boolean, columns = 30) {
  const written: string[] = [];
  let time = 0;
  const stream = { isTTY, columns, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
  return { written, progress: new Progress(stream, () => time), wait: (milliseconds: number) => (time += milliseconds) };
}

it('shows the file that is read, cut to the width of the terminal, and takes it back', () => {
  const { written, progress } = terminal(true);
  progress.show(1, 'src/a-file-with-a-long-name.ts');
  progress.clear();
  expect(written).toEqual(['\r\u001B[Kauditing file 1: src/a-file-w', '\r\u001B[K']);
});

it('shows a file at most every tenth of a second', () => {
  const { written, progress, wait } = terminal(true);
  progress.show(1, 'a.ts');
  wait(99);
  progress.show(2, 'b.ts');
  wait(1);
  progress.show(3, 'c.ts');
  expect(written.map((text) => text.slice(4))).toEqual(['auditing file 1: a.ts', 'auditing file 3: c.ts']);
});

it('writes nothing where there is no terminal', () => {
  const { written, progress } = terminal(false);
  progress.show(1, 'a.ts');
  progress.clear();
  expect(written).toEqual([]);
});

it('takes a terminal that does not know its width for one of 80 columns', () => {
  const { written, progress } = terminal(true, 0);
  progress.show(1, 'a.ts');
  expect(written).toEqual(['\r\u001B[Kauditing file 1: a.ts']);
});
