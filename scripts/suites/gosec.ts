import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabelledCase } from './labelled-case.ts';

/** A sample: the files of one program, and how many findings are expected. */
const SAMPLE = /\{\[\]string\{((?:\s*`[^`]*`,?)+)\s*\},\s*(\d+),/g;

/** The samples of gosec's `testutils`: each is bad or good as a whole. */
export function gosecCases(folder: string): LabelledCase[] {
  return readdirSync(folder)
    .filter((file) => /^g\d+_samples\.go$/.test(file))
    .flatMap((file) => {
      const name = file.slice(0, file.indexOf('_')).toUpperCase();
      const samples = [...readFileSync(join(folder, file), 'utf8').matchAll(SAMPLE)];
      return samples.map(([, code = '', count = '0'], at) => ({
        path: `src/${name.toLowerCase()}_${at}.go`,
        text: [...code.matchAll(/`([^`]*)`/g)].map(([, text = '']) => text.trimStart()).join('\n'),
        marks: [{ name, lines: null, bad: count !== '0' }],
      }));
    });
}
