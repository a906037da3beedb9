import type { ChangedFile, DiffLine } from '../../schemas/change-set.ts';

/** What begins and ends comments and texts of several lines in JavaScript, TypeScript and Python. */
interface Delimiter {
  readonly begins: string;
  readonly ends: string;
}
const PYTHON: readonly Delimiter[] = ['"""', "'''"].map((sign) => ({ begins: sign, ends: sign }));
const SCRIPT: readonly Delimiter[] = [
  { begins: '`', ends: '`' },
  { begins: '/*', ends: '*/' },
];

/**
 * Whether a change may make code of lines that it leaves as they are, or take them out of it: a run of changed lines takes away or adds the
 * beginning of a comment or a text without its end. Told by the delimiters alone, rather once too often.
 */
export function mayComeToLife({ hunks, newPath, status }: ChangedFile): boolean {
  if (status === 'A' || status === 'D') return false;
  const delimiters = /\.pyi?$/i.test(newPath) ? PYTHON : SCRIPT;
  return hunks.some(({ lines }) => runsOf(lines).some((run) => delimiters.some((one) => isTorn(run, one))));
}

/** Changed lines that stand together, without unchanged ones between them. */
function runsOf(lines: readonly DiffLine[]): DiffLine[][] {
  const runs: DiffLine[][] = [[]];
  for (const line of lines) {
    if (line.kind === 'context') runs.push([]);
    else runs.at(-1)?.push(line);
  }
  return runs.filter((run) => run.some(({ kind }) => kind === 'deleted'));
}

/** Beginning and end look alike in a text, and are counted against each other in a comment. */
function isTorn(run: readonly DiffLine[], { begins, ends }: Delimiter): boolean {
  const open = (wanted: DiffLine['kind']): number => {
    const text = run.flatMap((line) => (line.kind === wanted ? [line.text] : [])).join('\n');
    const count = (sign: string): number => text.split(sign).length - 1;
    return begins === ends ? count(begins) % 2 : count(begins) - count(ends);
  };
  return open('deleted') !== open('added');
}
