import { relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { PROGRAM_VARIABLE } from './test/support/program-entry.ts';

/** Files that change nothing of their process, and start no program of ours. They share one, and what it has loaded. */
const PURE = [
  'test/{coordinator,schemas,reviewers}/**/*.test.ts',
  'test/app/{cli,judge,output}/**/*.test.ts',
  'test/forge/{diff,file-kind,local,noise,redact}/**/*.test.ts',
  'test/history/{file,read,schema,union,write}/**/*.test.ts',
  'test/models/{providers,recording,selection}/**/*.test.ts',
];
/** Beside them in the same folders: files that replace the clock, fence the network off, go to another folder or start programs. */
const NOT_PURE = [
  'test/reviewers/plugins/lifecycle.test.ts',
  'test/reviewers/model-pass/agent-loop-http.test.ts',
  'test/reviewers/template-generator.test.ts',
  'test/app/cli/{begin-early,compiled-code,outcomes,start-elsewhere}.test.ts',
  'test/app/cli/address/pull-request-address.test.ts',
  'test/forge/local/{partial-clone,watch-git}.test.ts',
  'test/history/write/{calls-of-processes,turns,two-processes}.test.ts',
  'test/models/providers/silence.test.ts',
  'test/models/providers/real-servers/llama-cpp.test.ts',
  'test/models/selection/models-command.test.ts',
];

/** What is planted there may be called like a test. */
const PLANTED = 'test/planted/{seen,held-out}/**';

const all = {
  setupFiles: ['./test/support/own-place.ts', './test/support/fixed-seed.ts'],
  pool: 'forks' as const,
  // Only what hangs is to fail for its time: how fast something is, `npm run bench` measures.
  testTimeout: 1_800_000,
  hookTimeout: 1_800_000,
  expect: { poll: { timeout: 1_200_000 } },
};

/** Modules that start a program which lies beside them. */
const STARTERS = ['app/analyse/analysis-process.ts', 'analysers/tool-process.ts'];

/** What tests start from their own process is the bundle of the run, too: its starters are told that they lie there, as the bundler tells them. */
const startingBundled = {
  name: 'starting-bundled',
  enforce: 'pre' as const,
  transform(code: string, path: string) {
    const place = relative(import.meta.dirname, path);
    if (!STARTERS.includes(place)) return null;
    // Asked for where it runs: what was transformed is kept for later runs, whose bundle lies elsewhere.
    const program = `process.env[${JSON.stringify(PROGRAM_VARIABLE)}]`;
    const here = `(${program} === undefined ? import.meta.url : 'file://' + encodeURI(${program}) + ${JSON.stringify(`/${place.replace(/\.ts$/, '.js')}`)})`;
    return { code: code.replaceAll('import.meta.url', here), map: null };
  },
};

const starting = { globalSetup: ['./test/support/program-of-run.ts'] };

// vitest loads its configuration by the default export.
// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  test: {
    globalSetup: ['./test/support/place-of-run.ts'],
    // Twice the cores of a small machine: tests that wait for programs and servers leave a quarter of it idle with one more than its cores.
    maxWorkers: 4,
    reporters: ['default', './test/support/counts-reporter.ts'],
    projects: [
      { test: { ...all, name: 'pure', include: PURE, exclude: NOT_PURE, isolate: false } },
      {
        plugins: [startingBundled],
        test: { ...all, ...starting, name: 'real', include: ['test/**/*.test.ts'], exclude: [...PURE, PLANTED] },
      },
      { plugins: [startingBundled], test: { ...all, ...starting, name: 'beside', include: NOT_PURE } },
    ],
  },
});
