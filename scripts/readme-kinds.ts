/**
 * The README's table of what is judged with no key, made from what the checks declare: `node scripts/readme-kinds.ts [--check]`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { judgedKinds } from '../app/cli/render/render-reviewers.ts';
import { BUILT_IN_REVIEWERS } from '../reviewers/index.ts';
import { FILE_KINDS } from '../schemas/file-kinds/file-kinds.ts';

const README = new URL('../README.md', import.meta.url);
const BEGIN = '<!-- kinds: made by `npm run readme:kinds` -->\n';
const END = '<!-- /kinds -->\n';

/** One row for all kinds that are judged alike, since nobody reads forty. */
function table(): string {
  const judged = judgedKinds(BUILT_IN_REVIEWERS.flatMap(({ checks }) => checks.flatMap(({ judges = [] }) => judges)));
  const alike = Map.groupBy(judged, ({ families }) => families.join(', '));
  // Code first: it is what most come for.
  const sorted = [...alike].toSorted(
    ([one], [other]) => Number(other.includes('correctness')) - Number(one.includes('correctness')),
  );
  const rows = sorted.map(
    ([families, kinds]) =>
      `| ${kinds.map(({ kind }) => (kind === '*' ? 'every file' : (FILE_KINDS.get(kind)?.label ?? kind))).join(', ')} | ${families} |\n`,
  );
  return `| kinds of files | looked for by checks alone |\n|---|---|\n${rows.join('')}`;
}

const before = readFileSync(README, 'utf8');
const [from, to] = [before.indexOf(BEGIN), before.indexOf(END)];
if (from === -1 || to < from) throw new Error('README.md has lost the marks around its table of kinds');
const after = `${before.slice(0, from + BEGIN.length)}${table()}${before.slice(to)}`;
if (process.argv.includes('--check')) {
  if (after !== before) {
    console.error(
      'The table of kinds in README.md has drifted from what the checks declare: run `npm run readme:kinds`.',
    );
    process.exitCode = 1;
  }
} else writeFileSync(README, after);
