import { describe, expect, it } from 'vitest';
import { type Progress, createProgress } from '../../../../app/cli/progress/progress.ts';
import { progressMode } from '../../../../app/cli/progress/terminal.ts';

function recorded(
  mode: 'line' | 'plain' | 'off',
  options: { readonly colour?: boolean; readonly columns?: number } = {},
) {
  const written: string[] = [];
  const stream = { write: (text: string) => written.push(text), columns: options.columns };
  const progress = createProgress({ stream, mode, colour: options.colour ?? false });
  return { progress, written };
}

function review(progress: Progress): void {
  progress.begin('security');
  progress.begin('quality');
  progress.end('security', 'failed');
  progress.end('quality');
  progress.finish();
  progress.finish();
  progress.end('late');
}

/** What stands on a terminal's line after these writes. */
function lineAfter(written: readonly string[]): string {
  return written.join('').split('\r\u001b[2K').at(-1) ?? '';
}

describe('which progress suits', () => {
  it.each([
    ['a terminal', {}, 'line'],
    ['a pipe', { isTTY: false }, 'off'],
    ['CI without a terminal', { isTTY: false, ci: 'true' }, 'plain'],
    ['CI with a terminal', { ci: '1' }, 'plain'],
    ['CI=false on a terminal', { ci: 'false' }, 'line'],
    ['a terminal that cannot go back', { term: 'dumb' }, 'plain'],
    ['JSON output', { json: true }, 'off'],
    ['JSON output in CI', { json: true, ci: 'true' }, 'off'],
  ])('%s', (_, place, mode) => {
    expect(progressMode({ isTTY: true, ci: undefined, term: 'xterm', json: false, ...place })).toBe(mode);
  });
});

describe('progress', () => {
  it('rewrites one line and takes it away in the end', () => {
    const { progress, written } = recorded('line');
    progress.begin('security');
    progress.begin('quality');
    expect(lineAfter(written)).toBe('… security, quality');
    progress.end('security');
    expect(lineAfter(written)).toBe('… quality (1 done)');
    progress.finish();
    expect(lineAfter(written)).toBe('');
    expect(written.join('')).not.toContain('\n');
  });

  it('is silent after its end', () => {
    const { progress, written } = recorded('line');
    review(progress);
    expect(written.filter((text) => text === '\r\u001b[2K').length).toBeGreaterThan(0);
    const before = written.length;
    progress.begin('late');
    progress.finish();
    expect(written).toHaveLength(before);
  });

  it('never fills the line, and obeys no name', () => {
    const { progress, written } = recorded('line', { columns: 20 });
    progress.begin(`\u001b[2J\n${'long '.repeat(20)}`);
    expect(lineAfter(written)).toHaveLength(19);
    // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(lineAfter(written)).not.toMatch(/[\x00-\x1f]/);
  });

  it('writes lines that stay where a line cannot be rewritten', () => {
    const { progress, written } = recorded('plain');
    review(progress);
    expect(written).toEqual(['docket: security: failed\n', 'docket: quality: ok\n']);
  });

  it('writes nothing when off', () => {
    const { progress, written } = recorded('off');
    review(progress);
    expect(written).toEqual([]);
  });

  it('colours only when asked to', () => {
    const painted = recorded('line', { colour: true });
    painted.progress.begin('security');
    expect(lineAfter(painted.written)).toContain('\u001b[2m');
    const plain = recorded('line');
    plain.progress.begin('security');
    expect(lineAfter(plain.written)).not.toContain('\u001b');
  });
});
