import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Makes a new reviewer of the template: code, README, table test, fixture and the entry in the list of reviewers.
// Usage: npm run new-reviewer -- <name>

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const LIST = `${ROOT}reviewers/index.ts`;
/** What is copied, and where to; `*` stands for the name. */
const COPIES: readonly (readonly [from: string, to: string])[] = [
  ['reviewers/_template', 'reviewers/*'],
  ['test/reviewers/template-reviewer.test.ts', 'test/reviewers/*.test.ts'],
  ['test/fixtures/reviewers/template-reviewer', 'test/fixtures/reviewers/*'],
];
const KEYWORDS =
  'await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield';

const [name = '', ...more] = process.argv.slice(2);
const problem = more.length > 0 ? 'one name at a time' : problemOf(name);
if (problem === null) {
  create(name);
} else {
  console.error(
    `No reviewer was made: ${problem}.\nUsage: npm run new-reviewer -- <name>, for example: npm run new-reviewer -- licence-headers`,
  );
  process.exitCode = 2;
}

function problemOf(name: string): string | null {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    return `"${name}" is no name for a reviewer; it has lower case words of letters and digits, joined by hyphens`;
  }
  if (KEYWORDS.split(' ').includes(name)) return `"${name}" is a word of the language`;
  const taken = COPIES.map(([, to]) => to.replace('*', name)).find((path) => existsSync(`${ROOT}${path}`));
  if (taken !== undefined) return `"${name}" is taken: ${taken} exists`;
  return new RegExp(`\\b${camelCase(name)}\\b`).test(readFileSync(LIST, 'utf8'))
    ? `"${name}" is taken in reviewers/index.ts`
    : null;
}

function create(name: string): void {
  for (const [from, pattern] of COPIES) {
    const to = pattern.replace('*', name);
    cpSync(`${ROOT}${from}`, `${ROOT}${to}`, { recursive: true });
    for (const file of filesOf(`${ROOT}${to}`)) writeFileSync(file, renamed(readFileSync(file, 'utf8'), name));
    console.log(`made ${to}`);
  }
  writeFileSync(LIST, withReviewer(readFileSync(LIST, 'utf8'), name));
  console.log('added to reviewers/index.ts');
  console.log(
    `Next: write your checks in reviewers/${name}/checks, their table in test/reviewers/${name}.test.ts, and run`,
  );
  console.log(`  npx vitest run test/reviewers/${name}.test.ts && npm run check`);
}

function filesOf(path: string): string[] {
  if (/\.\w+$/.test(path)) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => `${entry.parentPath}/${entry.name}`);
}

function renamed(text: string, name: string): string {
  return text
    .replaceAll('templateReviewer', camelCase(name))
    .replaceAll('template-reviewer', name)
    .replaceAll('/_template/', `/${name}/`);
}

function withReviewer(list: string, name: string): string {
  const id = camelCase(name);
  const imported = list.replace(/^import /, `import { ${id} } from './${name}/index.ts';\nimport `);
  const added = imported.replace(/(BUILT_IN_REVIEWERS[^=]*= \[)([^\]]*?),?(\s*\];)/, `$1$2,\n  ${id},$3`);
  if (imported === list || added === imported)
    throw new Error('reviewers/index.ts does not look as expected; nothing was added to it');
  return added;
}

function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
