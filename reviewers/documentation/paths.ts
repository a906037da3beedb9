/** Documents that people read as a description of what is. */
const DOCUMENT = /\.(?:md|markdown|mdx)$/i;

/** What tells what was, or what shall be; and documents that belong to tests or to others. */
const NOT_THE_PRESENT =
  /(?:^|\/)(?:(?:change-?log|changes|history|news|releases?|release-notes|blog|posts|adrs?|decisions|rfcs?|proposals|archived?|node_modules|vendor|third_party|fixtures?|__fixtures__|testdata|\.changeset|\.changes)\/|(?:migrat|upgrad)\w*\/|(?:change-?log|changes|history|news|release|migrat|upgrad|blog|posts|adr|decisions|rfc|proposals|archive|node_modules|vendor|third_party|fixture|__fixtures__|testdata|\.changeset|\.changes)[^/]*\.\w+$)/i;

export function isDocument(path: string): boolean {
  return DOCUMENT.test(path);
}

/** Whether a document speaks of the present state of the project. */
export function describesPresent(path: string): boolean {
  return DOCUMENT.test(path) && !NOT_THE_PRESENT.test(path);
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
  return MATERIAL.test(path);
}
