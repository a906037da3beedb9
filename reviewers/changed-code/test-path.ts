import picomatch from 'picomatch';

/** Whether a path says that its file tests others, or is material for tests, in the usual ways of all languages. */
export const isTestPath: (path: string) => boolean = picomatch(
  [
    '**/{test,tests,__tests__,spec,specs,e2e,fixtures,__fixtures__,testdata,__snapshots__}/**',
    '**/*[._-]{test,tests,spec}.*',
    '**/{test_*,conftest}.py',
    '**/*.snap',
  ],
  { dot: true, nocase: true },
);
