const ASIDE =
  /(?:^|\/)(?:tests?|__tests__|specs?|testing|testdata|fixtures?|__mocks__|mocks?|e2e|docs?|documentation|examples?|samples?|demos?|benchmarks?)\//i;
const ASIDE_FILE =
  /(?:[._-](?:test|tests|spec)\.[a-z]+|(?:^|\/)(?:test_|conftest)[^/]*\.py|(?:Test|Tests|Spec)\.(?:java|kt|scala|cs|php|swift)|\.(?:md|mdx|rst|adoc|txt))$/;

/** Whether what is wrong there reaches users: not in tests, documents or examples. A finding without a place may. */
export function isProduction(path: string | null): boolean {
  return path === null || !(ASIDE.test(path) || ASIDE_FILE.test(path));
}
