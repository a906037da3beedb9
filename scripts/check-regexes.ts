/**
 * Refuses regular expressions whose time grows faster than the text: `node scripts/check-regexes.ts [--write]`. What was judged once stands in
 * `regexes/verdicts.json`, so only new patterns cost anything; `--write` judges them and brings that file up to date. `regexes/unjudged.json`
 * names patterns that are still to be made linear or to be bounded: that list may only shrink.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ALLOWED, MOST_STEPS } from './regexes/allowed.ts';
import { type FoundRegex, findRegexes } from './regexes/find-regexes.ts';
import { faultsOf, nameOf } from './regexes/faults.ts';
import { judge, Verdicts } from './regexes/verdict.ts';
import { filesBelow, isProductSource } from './structure/source-tree.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = fileURLToPath(new URL('regexes/verdicts.json', import.meta.url));

const found = findRegexes(root, filesBelow(root).filter(isProductSource));
const known = Verdicts.parse(JSON.parse(readFileSync(file, 'utf8')));
const pending = new Set(
  z.array(z.string()).parse(JSON.parse(readFileSync(new URL('regexes/unjudged.json', import.meta.url), 'utf8'))),
);
const used = new Map(found.flatMap((regex) => (regex.pattern === null ? [] : [[nameOf(regex), regex]])));
const verdicts = { ...known };
for (const [name, { pattern, flags }] of used) {
  if (verdicts[name] !== undefined || pattern === null || pending.has(name)) continue;
  verdicts[name] = await judge(pattern, flags);
  console.error(`${name}: ${verdicts[name]}`);
}
if (process.argv.includes('--write')) writeFileSync(file, written(verdicts, used));
else if (written(verdicts, used) !== readFileSync(file, 'utf8'))
  fail(['patterns have come or gone: npm run regexes -- --write']);
fail(
  [...pending]
    .filter((name) => !used.has(name) || verdicts[name] === 'linear')
    .map((name) => `unjudged.json: ${name} is no longer there, or is judged`),
);
const rest = found.filter((regex) => !pending.has(nameOf(regex)));
fail(faultsOf(rest, verdicts, { allowed: ALLOWED, mostSteps: MOST_STEPS }));

/** In order and without what nobody uses any more, so that a change of it reads like a change of the sources. */
function written(all: Verdicts, used: ReadonlyMap<string, FoundRegex>): string {
  const names = [...used.keys()].filter((name) => !pending.has(name)).toSorted((a, b) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(names.map((name) => [name, all[name]])), null, 2)}\n`;
}

function fail(faults: readonly string[]): void {
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}
