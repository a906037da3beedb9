const MARKDOWN = /\.(?:md|markdown|mdx)$/i;
const DOCUMENT = /\.(?:md|markdown|mdx|rst|adoc|asciidoc)$/i;
const KEPT_WITH_DOCUMENTS = /(?:^|\/)docs?\//i;

/** What tells what was, or what shall be; and documents that belong to tests or to others. */
const NOT_THE_PRESENT =
  /(?:^|\/)(?:(?:change-?log|changes|history|news|whatsnew|releases?|release-?notes|relnotes|blog|_?posts|announce|adrs?|decisions|rfcs?|proposals|archived?|node_modules|vendor|third_party|fixtures?|__fixtures__|testdata|\.changeset|\.changes|versioned_docs)\/|(?:migrat|upgrad)\w*\/|[vV]?\d+(?:[._]\d+)+\/|[vV]?\d+[._]x\/|(?:change-?log|changes|history|news|whatsnew|release|relnotes|migrat|upgrad|blog|posts|adr|decisions|rfc|proposals|archive|node_modules|vendor|third_party|fixture|__fixtures__|testdata|\.changeset|\.changes|todo|roadmap)[^/]*\.\w+$|(?:changelog|changes|history|news|upgrading|releases)$)/i;

/** Whether links and anchors in it are Markdown's. */
export function isMarkdown(path: string): boolean {
  return MARKDOWN.test(path);
}

/** Whether people read it; plain text only where documents are kept. */
export function isDocument(path: string): boolean {
  return DOCUMENT.test(path) || (/\.txt$/i.test(path) && KEPT_WITH_DOCUMENTS.test(path));
}

/** Whether a file tells what was, or is somebody else's. */
export function tellsThePast(path: string): boolean {
  return NOT_THE_PRESENT.test(path);
}

/** A language in the name of a file or folder: `docs/ja/`, `README.zh-CN.md`. */
const TRANSLATION =
  /(?:^|\/)(?!en\b)[a-z]{2}(?:[-_](?:[A-Z]{2}|[A-Z][a-z]{3}))?\/|[._-](?!en\b)(?:[a-z]{2}[-_][A-Za-z]{2,4}|[a-z]{2})\.\w+$/;

/** Whether a document looks like a translation of another. */
export function isTranslatedPath(path: string): boolean {
  return TRANSLATION.test(path);
}

/** Where a relative link of a document leads; null where it leaves the repository. */
export function resolveLink(document: string, target: string): string | null {
  const parts = document.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

/** Material for tests: wrong on purpose, or written by nobody here. */
const MATERIAL =
  /(?:^|\/)(?:__)?(?:fixtures?|testdata|test[-_]?data|test[-_]files|snapshots?|golden|testcases|test-?cases)(?:__)?\/|(?:^|\/)(?:tests?|specs?|e2e)\/(?:[^/]{1,80}\/){0,3}(?:resources|resources-noncompilable|data|cases|files|assets|inputs?)\//i;

/** Whether a file is what tests feed on. */
export function isMaterial(path: string): boolean {
  return MATERIAL.test(path) || isInput(path);
}

/** Whether a document lies below a folder of tests, and is not what they say of themselves. */
function isInput(path: string): boolean {
  const [name = '', , ...above] = path.toLowerCase().split('/').reverse();
  return /\.(?:md|markdown|rst|adoc)$/.test(name) && !name.startsWith('readme') && above.some((one) => TESTS.has(one));
}
const TESTS: ReadonlySet<string> = new Set(['test', 'tests', 'spec', 'specs']);
