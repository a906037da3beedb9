import { describe, expect, it } from 'vitest';
import { exitCode } from '../../app/exit-code.ts';

const clean = { incomplete: false, findingsAtOrAbove: 0, infrastructure: false };

describe('the exit code', () => {
  it.each([
    ['clean', {}, 0, []],
    ['wrong use', { usage: true }, 2, ['usage']],
    ['an incomplete review', { incomplete: true }, 3, ['incomplete']],
    ['findings', { findingsAtOrAbove: 2 }, 1, ['findings']],
    ['a store that failed', { infrastructure: true }, 4, ['infrastructure']],
    [
      'wrong use before all',
      { usage: true, incomplete: true, findingsAtOrAbove: 1, infrastructure: true },
      2,
      ['usage', 'findings', 'incomplete', 'infrastructure'],
    ],
    [
      'findings are never hidden by what is missing',
      { incomplete: true, findingsAtOrAbove: 1 },
      1,
      ['findings', 'incomplete'],
    ],
    ['incomplete before the store', { incomplete: true, infrastructure: true }, 3, ['incomplete', 'infrastructure']],
    ['findings before the store', { findingsAtOrAbove: 1, infrastructure: true }, 1, ['findings', 'infrastructure']],
  ])('%s', (_, state, code, conditions) => {
    expect(exitCode({ ...clean, ...state })).toEqual({ code, conditions });
  });
});
