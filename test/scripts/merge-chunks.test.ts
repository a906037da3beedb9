import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, stop } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { mergeChunks } from '../../scripts/action/merge-chunks.ts';
import { temporaryFolder } from '../history/builders.ts';

afterAll(stop);

const FORM = { format: 'esm', platform: 'node', target: 'node24' } as const;

/** Two programs, of which one asks for a rare part; `counter` has a state, and all that load it must see the same one. */
const SOURCES = {
  'one.ts': `import { count } from './counter.ts'; import { name } from './both.ts'; import value from './by-default.ts';
    export const said = async () => [name('one'), value, count(), await (await import('./rare.ts')).rare(), count()];`,
  'two.ts': `import { name } from './both.ts'; import { readFileSync } from 'node:fs'; export const said = () => [name('two'), typeof readFileSync];`,
  'rare.ts': `import { count } from './counter.ts'; import { name } from './both.ts'; import { common } from './rare-common.ts';
    export const rare = async () => [name('rare'), count(), common(), await (await import('./rarer.ts')).rarer()];`,
  'rarer.ts': `import { common } from './rare-common.ts'; import { count } from './counter.ts'; import value from './by-default.ts';
    export const rarer = () => [common(), count(), value];`,
  'counter.ts': `let n = 0; const step = 1; export const count = () => (n += step);`,
  'both.ts': `const step = 'is '; export const name = (text: string) => step + text;`,
  'by-default.ts': `export default 'by default';`,
  'rare-common.ts': `import { name } from './both.ts'; export const common = () => name('common');`,
};

async function built() {
  const root = temporaryFolder();
  for (const [path, text] of Object.entries(SOURCES)) writeFileSync(join(root, path), text);
  const { outputFiles, metafile } = await build({
    ...FORM,
    absWorkingDir: root,
    entryPoints: ['one.ts', 'two.ts'],
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    metafile: true,
    write: false,
  });
  const files = new Map(outputFiles.map(({ path, text }) => [relative(join(root, 'dist'), path), text]));
  const merge = (together: Readonly<Record<string, readonly string[]>>) => mergeChunks(files, metafile, together, FORM);
  return { root, files, merge };
}

test('what a process loads is one file for each set of processes, says the same, and has one state', async () => {
  const { root, files, merge } = await built();

  const merged = await merge({ first: ['one.ts'], second: ['two.ts'] });

  const places = [...merged.keys()];
  const rest = places.filter((place) => !['one.js', 'two.js'].includes(place) && !/\/rarer?-/.test(place));
  expect(merged.size).toBeLessThan(files.size);
  expect(rest.toSorted()).toEqual([
    expect.stringMatching(/^chunks\/chunk-/),
    'chunks/first-second.js',
    'chunks/first.js',
  ]);
  for (const [place, text] of merged) {
    const path = join(root, 'out', place);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  writeFileSync(join(root, 'out', 'package.json'), '{"type":"module"}');
  const load = async (name: string) => (await import(pathToFileURL(join(root, 'out', name)).href)).said();
  expect(await load('one.js')).toEqual([
    'is one',
    'by default',
    1,
    ['is rare', 2, 'is common', ['is common', 3, 'by default']],
    4,
  ]);
  expect(await load('two.js')).toEqual(['is two', 'function']);
});

test('a name that is no entry point any more is told', async () => {
  const { merge } = await built();
  await expect(merge({ first: ['gone.ts'] })).rejects.toThrow('gone.ts is no entry point of the bundle');
});
