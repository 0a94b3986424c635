import { correctFolders } from './correct-files';
import type { CorrectFolder } from './correct-files';
import { findingsIn } from './findings';
import type { Finding } from './findings';
import { mutations } from './mutations';
import { rewrites } from './rewrites';
import { Source } from './source';
import { programOf, typeErrors } from './type-check';
import { variantOf } from './variants';
import type { PlacedExpectation, Variant } from './variants';

/** What each list must at least come to. */
const LEAST = 300;

interface Correct {
  readonly folder: CorrectFolder;
  readonly source: Source;
}

/**
 * Makes the mutants and the harmless rewrites of all correct files, and prints which of them are judged wrongly.
 *
 * @param filter only mutations and rewrites whose name this regular expression finds
 * @returns the exit code
 */
export function run(repository: string, filter = ''): number {
  const folders = correctFolders(repository);
  const program = programOf(repository, folders.flatMap(({ files }) => files));
  const correct = folders.flatMap((folder) => folder.files.map((file) => ({ folder, source: new Source(repository, program, file, folder) })));
  const isWanted = ({ name }: { name: string }) => new RegExp(filter).test(name);

  const mutants = mutations.filter(isWanted).flatMap(({ name, faults }) =>
    correct.flatMap(({ source }) => [...faults(source)].map((fault) => variantOf(name, source, fault))),
  );
  const rewritten = rewrites.filter(isWanted).flatMap(({ name, changes }) =>
    correct.flatMap(({ source }) => [...changes(source)].map((change) => variantOf(name, source, change))),
  );

  const judge = judgeOf(correct);
  const problems = [...wrongFiles(correct), ...brokenVariants(repository, program, [...mutants, ...rewritten])];
  const survivors = mutants.filter((mutant) => !isCaught(mutant, judge(mutant)));
  const flagged = rewritten.flatMap((rewrite) => judge(rewrite).slice(0, 1).map((finding) => ({ rewrite, finding })));
  for (const problem of problems) {
    console.log(`harness: ${problem}`);
  }
  for (const survivor of survivors) {
    console.log(`survived: ${survivor.title}${shown(survivor)}`);
  }
  for (const { rewrite, finding } of flagged) {
    console.log(`flagged: ${rewrite.title}: ${finding.rule} ${finding.messageId} in line ${finding.line}${shown(rewrite)}`);
  }
  console.log(`${mutants.length - survivors.length} of ${mutants.length} mutants caught (${mutations.length} mutations)`);
  console.log(`${flagged.length} of ${rewritten.length} harmless rewrites flagged (${rewrites.length} rewrites)`);
  const isEnough = filter !== '' || Math.min(mutants.length, rewritten.length) >= LEAST;
  if (!isEnough) {
    console.log(`At least ${LEAST} of each are asked for.`);
  }
  return problems.length + survivors.length + flagged.length === 0 && isEnough ? 0 : 1;
}

type Judge = (variant: Variant) => Finding[];

function judgeOf(correct: readonly Correct[]): Judge {
  const folders = new Map(correct.map(({ folder, source }) => [source, folder]));
  return ({ source, text }) => {
    const folder = folders.get(source);
    return folder ? findingsIn(folder, source.path, text) : [];
  };
}

/** What the correct files are found to be wrong in: then they are no place to start from. */
function wrongFiles(correct: readonly Correct[]): string[] {
  return correct.flatMap(({ folder, source }) =>
    findingsIn(folder, source.path, source.text).map(({ rule, line }) => `${source.name}:${line} is not correct: ${rule}`),
  );
}

/** Variants that are no cases of their own, or that nobody could run: alike, without a change, not compiling. */
function brokenVariants(
  repository: string,
  program: Parameters<typeof typeErrors>[1],
  variants: readonly Variant[],
): string[] {
  const paths = new Map(
    variants.map((variant, index) => [variant.source.path.replace(/\.ts$/, `.variant-${index}.ts`), variant]),
  );
  const errors = typeErrors(repository, program, [...paths].map(([path, { text }]) => ({ path, text })));
  const seen = new Map<string, Variant>();
  return [...paths].flatMap(([path, variant]) => {
    const twin = seen.get(variant.text);
    seen.set(variant.text, variant);
    const found = (errors.get(path) ?? []).map((error) => `${variant.title} does not compile: ${error}${shown(variant)}`);
    if (variant.text === variant.source.text) {
      found.push(`${variant.title} changes nothing`);
    }
    if (twin) {
      found.push(`${variant.title} is the same as ${twin.title}`);
    }
    return found;
  });
}

function isCaught(mutant: Variant, found: readonly Finding[]): boolean {
  const isMet = ({ rule, messageId, from, to }: PlacedExpectation) =>
    found.some(
      (finding) =>
        finding.rule === rule &&
        (messageId === undefined || messageId === finding.messageId) &&
        from <= finding.offset &&
        finding.offset <= to,
    );
  return mutant.expected.length > 0 && mutant.expected.every(isMet);
}

/** The changed text, for whoever asks for it. */
function shown({ text }: Variant): string {
  return process.env['MUTANTS_SHOW'] ? `\n${text}` : '';
}
