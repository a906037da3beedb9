const SAMPLES =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|e2e|fixtures?|testdata|mocks?|examples?|samples?|demos?|docs?)\/|(?:[._-](?:test|spec|mock|stories|example|sample)\.\w+(?:\.\w+)?$)|(?:^|\/)(?:test_[^/]+|conftest)\.py$|_test\.py$|\.(?:md|mdx|rst|adoc)$/i;

/** Whether a path holds tests, fixtures, examples or documentation: what stands there rarely runs in production. */
export function isSampleCode(path: string): boolean {
  return SAMPLES.test(path);
}
