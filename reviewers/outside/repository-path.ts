/**
 * Why a path that another tool wrote cannot be one inside the repository; null when it can. A file outside the tree is never
 * part of the change, and guessing which part of an absolute path is meant would put a remark on the wrong file.
 */
export function pathProblem(path: string): string | null {
  if (path.includes('\0')) return 'a path has no NUL character';
  if (/^(?:[/\\]|[A-Za-z]:[/\\])/.test(path)) return `the path ${JSON.stringify(path)} is absolute`;
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return `the path ${JSON.stringify(path)} is an address`;
  if (path.split(/[/\\]/).includes('..')) return `the path ${JSON.stringify(path)} leaves the repository`;
  return null;
}

/** `./src\\a.ts` as `src/a.ts`: the same file in the repository's own spelling. */
export function tidyPath(path: string): string {
  return path
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}
