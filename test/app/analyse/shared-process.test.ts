import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import type { AnalysisJob } from '../../../app/analyse/analysis.ts';
import { createAnalysisProcesses } from '../../../app/analyse/analysis-processes.ts';
import { jobSourceOf } from '../../../app/analyse/source-of-job.ts';
import { DEFAULT_CONFIG } from '../../../app/config/config.ts';
import { compareText } from '../../../schemas/text/compare-text.ts';
import { MACHINE_PATH, temporaryFolder } from '../../forge/local/sandbox.ts';

// The folder of a process goes when we hear of its end, which may be after its last analysis has closed.
afterAll(async () => {
  while (readdirSync(tmpdir()).some((name) => name.startsWith('docket-analyses-'))) await sleep(20);
});

const diffOf = (name: string) =>
  `--- a/${name}.js\n+++ b/${name}.js\n@@ -1 +1 @@\n-const a = 1;\n+const a = eval(input);\n`;

/** The processes in which several analyses are, of this test. */
function shared(): number[] {
  return readdirSync('/proc')
    .filter((pid) => {
      try {
        const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        const parent = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        return args.at(-2)?.endsWith('/socket') === true && parent === String(process.pid);
      } catch {
        // It ended while we looked.
        return false;
      }
    })
    .map(Number);
}

test.runIf(process.platform === 'linux')(
  'analyses share a process that has no token, and each goes on alone when another one takes it down',
  async () => {
    const processes = createAnalysisProcesses(16);
    const cwd = await temporaryFolder();
    const environment = { PATH: MACHINE_PATH };
    const start = (name: string) => {
      const source = jobSourceOf({ kind: 'diff', label: `${name}.diff`, bytes: Buffer.from(diffOf(name)) });
      const config = DEFAULT_CONFIG;
      const job: AnalysisJob = { cwd, source, config, standing: null, recording: null, scores: {}, reviewers: null };
      const { signal } = new AbortController();
      const journal = () => {
        throw new Error('no model is asked');
      };
      return processes.of(1).start(job, { environment, journal, onProgress: () => undefined, signal });
    };
    const [one, two] = [start('one'), start('two')];
    try {
      const opened = await Promise.all([one.open(), two.open()]);
      expect(opened.map(({ changeSet }) => changeSet.files.map(({ newPath }) => newPath))).toEqual([
        ['one.js'],
        ['two.js'],
      ]);
      const [pid, ...others] = shared();
      expect(others).toEqual([]);
      const seen = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean);
      expect(seen.map((line) => line.slice(0, line.indexOf('='))).toSorted(compareText)).toEqual([
        'NODE_CHANNEL_FD',
        'NODE_CHANNEL_SERIALIZATION_MODE',
        'PATH',
      ]);

      process.kill(Number(pid), 'SIGKILL');
      const reports = await Promise.all([one.review([]), two.review([])]);
      const found = reports.map((all) => all.flatMap(({ findings }) => findings.map((finding) => finding.rule)));
      expect(found).toEqual([
        expect.arrayContaining(['security/code-injection']),
        expect.arrayContaining(['security/code-injection']),
      ]);
    } finally {
      await Promise.all([one.close(), two.close()]);
      await processes.close();
    }
    expect(shared()).toEqual([]);
  },
);

test.runIf(process.platform === 'linux')(
  'the memory of a process that analyses for one installation holds nothing of another one',
  async () => {
    const processes = createAnalysisProcesses(16);
    const cwd = await temporaryFolder();
    const environment = { PATH: MACHINE_PATH };
    const start = (installation: number, name: string) => {
      const source = jobSourceOf({ kind: 'diff', label: `${name}.diff`, bytes: Buffer.from(diffOf(name)) });
      const config = DEFAULT_CONFIG;
      const job: AnalysisJob = { cwd, source, config, standing: null, recording: null, scores: {}, reviewers: null };
      const { signal } = new AbortController();
      const journal = () => {
        throw new Error('no model is asked');
      };
      return processes.of(installation).start(job, { environment, journal, onProgress: () => undefined, signal });
    };
    const names = ['firstcustomer', 'secondcustomer', 'thirdcustomer'];
    const analyses = [start(1, 'firstcustomer'), start(2, 'secondcustomer'), start(1, 'thirdcustomer')];
    try {
      for (const analysis of analyses) {
        await analysis.open();
        await analysis.review([]);
      }
      const held = shared().map((pid) => names.filter((name) => memoryHolds(pid, name)).join());
      expect(held.toSorted(compareText)).toEqual(['firstcustomer,thirdcustomer', 'secondcustomer']);

      await Promise.all(analyses.map((analysis) => analysis.close()));
      for (const installation of [3, 4, 5]) await start(installation, 'other').close();
      while (shared().length > 4) await new Promise((done) => setTimeout(done, 20));
      // Few empty ones are kept, however many installations there were.
      expect(shared().length).toBe(4);
    } finally {
      await Promise.all(analyses.map((analysis) => analysis.close()));
      await processes.close();
    }
  },
);

/** Whether a text stands anywhere in what a process may write to. */
function memoryHolds(pid: number, text: string): boolean {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    return readFileSync(`/proc/${pid}/maps`, 'utf8')
      .split('\n')
      .some((line) => {
        const range = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line);
        if (range === null) return false;
        const [from, to] = [BigInt(`0x${range[1]}`), BigInt(`0x${range[2]}`)];
        const bytes = Buffer.alloc(Number(to - from));
        try {
          const count = readSync(memory, bytes, 0, bytes.length, from);
          return bytes.subarray(0, count).includes(text);
        } catch {
          // Pages of the kernel's, and what was given back meanwhile.
          return false;
        }
      });
  } finally {
    closeSync(memory);
  }
}
