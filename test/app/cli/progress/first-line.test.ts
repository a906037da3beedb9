import { build, stop } from 'esbuild';
import { afterAll, describe, expect, it, test } from 'vitest';
import { showFirstLine } from '../../../../app/cli/progress/first-line.ts';

afterAll(stop);

const SHOWN = '\u001b[2m… starting\u001b[22m';
const CLEAR = '\r\u001b[2K';

/** What stands on a terminal after a program showed its first line and wrote this. */
function shown(
  args: readonly string[],
  raw: Readonly<Record<string, string>>,
  place: { readonly isTTY?: boolean; readonly next?: 'stdout' | 'stderr' } = {},
): readonly string[] {
  const written: string[] = [];
  const stream = (isTTY: boolean) => ({
    isTTY,
    write: (text: string | Uint8Array) => written.push(String(text)) > 0,
  });
  const streams = { stdout: stream(false), stderr: stream(place.isTTY ?? true) };
  showFirstLine(args, { TERM: 'xterm', ...raw }, streams);
  if (place.next !== undefined) for (const text of ['one', 'two']) streams[place.next].write(text);
  return written;
}

describe('the first line', () => {
  it.each(['stdout', 'stderr'] as const)('stands on a terminal until something is written to %s', (next) => {
    expect(shown(['review'], {}, { next })).toEqual([SHOWN, CLEAR, 'one', 'two']);
  });

  it('is of no colour where none is wanted', () => {
    expect(shown([], { NO_COLOR: '1' })).toEqual(['… starting']);
  });

  it.each([
    ['no terminal', [], {}, false],
    ['CI', [], { CI: 'true' }, true],
    ['a terminal that cannot go back', [], { TERM: 'dumb' }, true],
    ['--json', ['review', '--json'], {}, true],
    ['--format json', ['review', '--format', 'json'], {}, true],
    ['--format=json', ['--format=json'], {}, true],
  ])('is not for %s, whose output stays as it is', (_, args, raw, isTTY) => {
    expect(shown(args, raw, { isTTY, next: 'stderr' })).toEqual(['one', 'two']);
  });
});

test('what begins a review waits for no package and no schema', async () => {
  const { metafile } = await build({
    entryPoints: ['app/cli/begin-early.ts'],
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    outdir: 'unwritten',
    write: false,
    metafile: true,
  });
  const packages = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  expect(packages.filter((path) => !path.startsWith('node:'))).toEqual([]);
  expect(Object.keys(metafile.inputs).filter((path) => path.startsWith('schemas/'))).toEqual(['schemas/problem.ts']);
});
