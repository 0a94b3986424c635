// Programs of any size, each with handlers that are right but for the last one, which is silent.

const HEAD = `import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer();
const metrics = new Metrics();
`;

type Programs = Readonly<Record<string, (size: number) => string>>;

const repeat = (count: number, part: (index: number) => string) => Array.from({ length: count }, (_, index) => part(index)).join('');

const handler = (name: string, body: string) => `export const ${name} = () => tracer.provider.captureAsyncFunc('${name}', async (subsegment) => {
  try {
    await work();
  } catch (error) {
${body}    metrics.addMetric('Failure', 'Count', 1);
    subsegment?.addError(error);
  } finally {
    subsegment?.close();
  }
});
`;

const SILENT = `export async function silent() {
  try {
    await work();
  } catch (error) {
    console.error(error);
  }
}
`;

/** Programs by what grows in them; each is given a size and gives the text of a file. */
export const LARGE_PROGRAMS = {
  'branches in one handler': (size: number) =>
    HEAD + handler('branches', repeat(size, (index) => `    if (error.code === ${index}) { log(${index}); } else { warn(); }\n`)) + SILENT,
  'branches that each leave': (size: number) =>
    HEAD +
    handler(
      'leaving',
      repeat(size, (index) => `    if (error.code === ${index}) { metrics.addMetric('F', 'Count', 1); subsegment?.addError(error); return ${index}; }\n`),
    ) +
    SILENT,
  'cases of one switch': (size: number) =>
    HEAD + handler('cases', `    switch (error.code) {\n${repeat(size, (index) => `      case ${index}: log(${index});\n`)}    }\n`) + SILENT,
  'lines of handlers': (size: number) => HEAD + repeat(Math.ceil(size / 10), (index) => handler(`handler${index}`, '')) + SILENT,
  'lines without a handler': (size: number) => HEAD + repeat(size, (index) => `export const value${index} = compute(${index});\n`) + SILENT,
  'functions that call each other': (size: number) =>
    HEAD +
    repeat(size, (index) => `function f${index}(e) { if (e) { f${(index * 7 + 3) % size}(e.cause); } else { f${(index + 1) % size}(e); } }\n`) +
    handler('mutual', '    f0(error);\n') +
    SILENT,
} satisfies Programs;

/** Programs whose parts stand in each other; the parser's own call stack bounds them. */
export const DEEP_PROGRAMS = {
  'else-ifs in one chain': (size: number) =>
    HEAD + handler('chain', `    if (error.code === -1) { log(); }\n${repeat(size, (index) => `    else if (error.code === ${index}) { log(${index}); }\n`)}`) + SILENT,
  'nested tries': (size: number) =>
    HEAD +
    handler('nested', `${repeat(size, () => 'try { work();\n')}work();\n${repeat(size, () => '} finally { log(); }\n')}`) +
    SILENT,
  'nested tries with handlers': (size: number) =>
    HEAD +
    handler(
      'caught',
      `${repeat(size, () => 'try { work();\n')}${repeat(size, () => '} catch (inner) { record(inner, subsegment); }\n')}`,
    ) +
    'function record(error, current) { metrics.addMetric("F", "Count", 1); current?.addError(error); }\n' +
    SILENT,
  'helpers that call the next': (size: number) =>
    HEAD +
    repeat(size, (index) => `function h${index}(current, e) { h${index + 1}(current, e); }\n`) +
    `function h${size}(current, e) { current?.addError(e); }\n` +
    handler('helped', '    h0(subsegment, error);\n') +
    SILENT,
} satisfies Programs;
