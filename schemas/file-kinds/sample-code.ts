const FOLDER =
  /(?:^|\/)(?:tests?|[\w.-]{1,100}[.-](?:unit|integration|functional)?tests?|testing|__tests__|__mocks__|specs?|e2e|cypress|integration|fixtures?|__fixtures__|testdata|mocks?|examples?|samples?|demos?|playgrounds?|sandbox(?:es)?|bench(?:es|marks?)?|test-d|docs?|documentation)\//i;
const FILE =
  /(?:[._-](?:tests?|test-d|spec|mock|stories|example|sample|bench)\.\w{1,20}(?:\.\w{1,20})?$)|(?:^|\/)(?:test_[^/]+|conftest)\.py$|_test\.(?:py|go)$|_spec\.rb$|\.(?:md|mdx|rst|adoc)$/i;
const CLASS = /(?:Test|Tests|Spec)\.(?:java|kt|scala|cs|php|swift)$/;

/** Whether a path holds tests, fixtures, examples or documentation: what stands there rarely runs in production. */
export function isSampleCode(path: string): boolean {
  return FOLDER.test(path) || FILE.test(path) || CLASS.test(path);
}

/** The outermost folder whose name says so, with its slash; null where only the file's own name does. */
export function sampleFolder(path: string): string | null {
  const found = FOLDER.exec(path);
  return found === null ? null : path.slice(0, found.index + found[0].length);
}
