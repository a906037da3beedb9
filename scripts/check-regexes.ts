/**
 * Refuses regular expressions whose time grows faster than the text: `node scripts/check-regexes.ts [--write]`. What was judged once stands in
 * `regexes/verdicts.json`; a pattern that does not stand there is refused until `--write` has judged it and brought that file up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ALLOWED, MOST_STEPS } from './regexes/allowed.ts';
import { type FoundRegex, findRegexes } from './regexes/find-regexes.ts';
import { faultsOf, nameOf } from './regexes/faults.ts';
import { judge, Verdicts } from './regexes/verdict.ts';
import { filesBelow, isProductSource } from './structure/source-tree.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = fileURLToPath(new URL('regexes/verdicts.json', import.meta.url));

const found = findRegexes(root, filesBelow(root).filter(isProductSource));
const known = Verdicts.parse(JSON.parse(readFileSync(file, 'utf8')));
const used = new Map(found.flatMap((regex) => (regex.pattern === null ? [] : [[nameOf(regex), regex]])));
const isWriting = process.argv.includes('--write');
const verdicts = { ...known };
for (const [name, { pattern, flags }] of isWriting ? used : []) {
  if (verdicts[name] !== undefined || pattern === null) continue;
  verdicts[name] = await judge(pattern, flags);
  console.error(`${name}: ${verdicts[name]}`);
  // Judging hundreds takes long: what is known is kept whatever ends it.
  writeFileSync(file, written({ ...known, ...verdicts }, used));
}
if (isWriting) writeFileSync(file, written(verdicts, used));
else if (written(verdicts, used) !== readFileSync(file, 'utf8'))
  fail(['patterns have come or gone: npm run regexes -- --write']);
fail(faultsOf(found, verdicts, { allowed: ALLOWED, mostSteps: MOST_STEPS }));

/** In order and without what nobody uses any more, so that a change of it reads like a change of the sources. */
function written(all: Verdicts, used: ReadonlyMap<string, FoundRegex>): string {
  const names = [...used.keys()].toSorted((a, b) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(names.map((name) => [name, all[name]])), null, 2)}\n`;
}

function fail(faults: readonly string[]): void {
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}
