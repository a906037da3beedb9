/** The folder of a path; empty at the root. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function inFolder(folder: string, file: string): string {
  return folder === '' ? file : `${folder}/${file}`;
}

/** A folder and everything above it, nearest first, the root (empty) last. */
export function foldersUpward(folder: string): string[] {
  const parts = folder === '' ? [] : folder.split('/');
  return [...parts.keys(), parts.length].reverse().map((depth) => parts.slice(0, depth).join('/'));
}

/** Code that nobody outside the project depends on. */
export function isInternal(path: string): boolean {
  return (
    /(^|\/)(tests?|__tests__|spec|specs|e2e|__mocks__|fixtures?|__fixtures__|test[-_]?(?:data|resources|fixtures)|examples?|demos?|docs?|benchmarks?|bench|scripts?|tools|\.github|node_modules|vendor|third_party)\//i.test(
      path,
    ) || /^(?:test_.*|conftest|.*_test)\.py$|[._-](?:test|spec|stories|bench)\../i.test(fileNameOf(path))
  );
}
