/**
 * Makes what two readers label without knowing which rule spoke: `node scripts/sample-findings.ts [--take N] [--seed N] LINES…`. `LINES` are
 * what `measure-precision.ts` wrote. Standard output is the sample in Markdown; standard error has the key, a line a number, to be kept from them.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ReviewComment } from '../schemas/review.ts';
import { chances } from './precision/choose-commits.ts';

/** Lines around a place that a reader sees. */
const AROUND = 30;
const LONGEST_LINE = 240;

const Line = z.discriminatedUnion('kind', [
  ReviewComment.extend({
    kind: z.literal('comment'),
    folder: z.string(),
    from: z.string(),
    to: z.string(),
    subject: z.string(),
  }),
  z.object({ kind: z.literal('review') }),
]);
type Comment = Extract<z.infer<typeof Line>, { kind: 'comment' }>;

const { values, positionals } = parseArgs({
  options: { take: { type: 'string', default: '150' }, seed: { type: 'string', default: '11' } },
  allowPositionals: true,
});
const comments = positionals.flatMap((path) =>
  readFileSync(path, 'utf8')
    .split('\n')
    // The last line of a run that goes on may be half a line.
    .filter((line) => line.endsWith('}'))
    .map((line) => Line.parse(JSON.parse(line)))
    .filter((line) => line.kind === 'comment'),
);
const chance = chances(Number(values.seed));
const drawn = comments.map((one) => [chance(), one] as const).toSorted(([a], [b]) => a - b);
for (const [index, [, comment]] of drawn.slice(0, Number(values.take)).entries()) {
  const number = index + 1;
  process.stdout.write(`${described(number, comment)}\n`);
  const { to, rule, severity, location } = comment;
  const place = `${location?.path ?? ''}:${location?.startLine ?? ''}`;
  process.stderr.write(`${[number, nameOf(comment), to, rule, severity, place].join('\t')}\n`);
}

function described(number: number, comment: Comment): string {
  const { to, subject, location, title, explanation, failureScenario, replacement, severity } = comment;
  const place =
    location === null
      ? 'the change as a whole'
      : `${location.path}:${location.startLine ?? ''} (${location.side} side)`;
  const scenario = failureScenario === null ? [] : [`What may happen: ${JSON.stringify(failureScenario)}`];
  const offered = replacement === null ? [] : [`Offered instead: \`${replacement}\``];
  return [
    `## ${number}. ${nameOf(comment)}, ${place}`,
    `Up to commit ${to.slice(0, 12)}: ${subject}`,
    `Told as ${severity}: **${title}**`,
    explanation,
    ...scenario,
    ...offered,
    ['~~~~diff', hunkOf(comment), '~~~~'].join('\n'),
    '',
  ].join('\n\n');
}

function nameOf({ folder }: Comment): string {
  return basename(dirname(folder));
}

/** The part of the change that a comment is about; where it is about no file, which files changed. */
function hunkOf({ folder, from, to, location }: Comment): string {
  const ends = [from, to];
  if (location === null) return git(folder, ['diff', '--stat=120', ...ends]);
  const diff = git(folder, ['diff', '--no-renames', `-U${AROUND}`, ...ends, '--', location.path]).split('\n');
  const counted: { readonly text: string; readonly old: number; readonly new: number }[] = [];
  let [old, now] = [0, 0];
  for (const text of diff) {
    const start = /^@@ -(\d+)\S* \+(\d+)/.exec(text);
    if (start !== null) [old, now] = [Number(start[1]), Number(start[2])];
    else if (now > 0 || old > 0) {
      counted.push({ text: text.slice(0, LONGEST_LINE), old, new: now });
      if (!text.startsWith('+')) old += 1;
      if (!text.startsWith('-')) now += 1;
    }
  }
  const side = location.side === 'old' ? 'old' : 'new';
  const [first, last] = [location.startLine ?? 1, location.endLine ?? location.startLine ?? AROUND];
  const near = counted.filter((line) => line[side] >= first - AROUND && line[side] <= last + AROUND);
  if (near.length > 0) return near.map((line) => `${String(line[side]).padStart(5)} ${line.text}`).join('\n');
  // A place that the change does not touch.
  const at = side === 'old' ? from : to;
  const text = git(folder, ['show', `${at}:${location.path}`]).split('\n');
  const above = Math.max(0, first - 1 - AROUND);
  return text
    .slice(above, last + AROUND)
    .map((line, index) => `${String(above + index + 1).padStart(5)}  ${line.slice(0, LONGEST_LINE)}`)
    .join('\n');
}

function git(folder: string, args: readonly string[]): string {
  return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
}
