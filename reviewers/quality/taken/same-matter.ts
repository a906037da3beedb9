import { basename, dirname } from 'node:path/posix';
import type { ChangedSides } from './changed-sides.ts';

/** One side of a changed file of tests, with its whole text on each. */
export interface ChangedTests extends ChangedSides {
  readonly before: string;
  readonly after: string;
}

/** What changes in a file of production, with its whole text at the head. */
export interface ChangedProduction extends ChangedSides {
  readonly after: string;
}

/** What a line declares, by the words of all languages; of methods without one only the code says so. */
const DECLARED =
  /\b(?:function|def|func|fn|fun|class|interface|struct|enum|trait|const|let|var|val|type)\*? (?:\([^)]{0,80}\) |self\.)?([A-Za-z_$][\w$]{3,200})/g;
const WORD = /[A-Za-z_$][\w$]{3,}/g;
/** Names of files that say nothing: then their folder's name counts. */
const COMMON = /^(?:index|main|mod|lib|init|__init__|utils?|helpers?|types?|common|base|core)$/i;
const AFFIX = /^tests?(?=[-_A-Z])|[-._]?(?:tests?|spec|fixture|it|case)$/gi;

/**
 * A word of the tests that go which production had and has no more: what they tested is gone with them; null where there is none. One that
 * the tests which stay have as well is not what went.
 */
export function lostWith(production: readonly ChangedProduction[], tests: readonly ChangedTests[]): string | null {
  const now = new Set([...production, ...tests].flatMap(({ after }) => after.match(WORD) ?? []));
  const tested = new Set(tests.flatMap(({ gone }) => gone.flatMap(({ text }) => text.match(WORD) ?? [])));
  const lost = production.flatMap(({ gone }) => gone.flatMap(({ text }) => text.match(WORD) ?? []));
  const declared = (text: string): string[] => [...text.matchAll(DECLARED)].map(([, name = '']) => name);
  const still = new Set(production.flatMap(({ after }) => declared(after)));
  const undeclared = production.flatMap(({ gone }) => gone.flatMap(({ text }) => declared(text)));
  const spoken = new Set(
    tests
      .flatMap(({ gone, before, after }) => [...gone.map(({ text }) => text), after === '' ? before : ''])
      .flatMap((text) => text.match(WORD) ?? []),
  );
  return (
    lost.find((word) => !now.has(word) && tested.has(word)) ??
    undeclared.find((name) => !still.has(name) && spoken.has(name)) ??
    null
  );
}

/** The changed file of production that the tests speak of; null where none is named. */
export function whatIsTested(
  production: readonly ChangedProduction[],
  tests: readonly ChangedTests[],
): ChangedProduction | null {
  return production.find((file) => tests.some((test) => speaksOf(test, file))) ?? null;
}

function speaksOf(test: ChangedTests, file: ChangedProduction): boolean {
  if (test.path === file.path) return true;
  if (file.path.endsWith('.go') && dirname(test.path) === dirname(file.path)) return true;
  const stem = stemOf(file.path);
  const name = plain(stem);
  if (name.length < 3) return false;
  if (plain(stemOf(test.path).replaceAll(AFFIX, '')) === name) return true;
  return name.length > 3 && [...test.before.matchAll(/[\w$-]{4,200}/g)].some(([word]) => plain(word) === name);
}

function stemOf(path: string): string {
  const stem = basename(path).replace(/\.\w+$/, '');
  return COMMON.test(stem) ? basename(dirname(path)) : stem;
}

function plain(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();
}
