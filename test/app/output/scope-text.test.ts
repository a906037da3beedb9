import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../app/output/markdown.ts';
import { renderPretty } from '../../../app/output/pretty.ts';
import { unjudgedScope } from '../../../app/output/scope-text.ts';
import type { ReviewOutput } from '../../../app/output/review-output.ts';
import { FILE_KINDS } from '../../../schemas/file-kinds/file-kinds.ts';
import type { JudgedFile } from '../../../schemas/judged.ts';
import { anOutput, FILE } from './build-review-output.ts';

interface Row {
  readonly path: string;
  readonly kind: string;
  readonly state?: JudgedFile['state'];
  readonly families?: JudgedFile['families'];
  readonly models?: readonly string[];
  /** How the file stands in the change. */
  readonly as?: 'changed' | 'deleted' | 'left out';
}

function review(rows: readonly Row[]): ReviewOutput {
  const judged = rows.map(({ path, kind, state = 'not-needed', families = [], models = [] }): JudgedFile => {
    const known = FILE_KINDS.get(kind);
    if (known === undefined) throw new Error(`no kind ${kind}`);
    return { path, kind: known, state, families, models: [...models] };
  });
  const file = ({ path, as }: Row) => ({ ...FILE, newPath: path, newMode: as === 'deleted' ? '000000' : '100644' });
  const { hunks: _, ...left } = FILE;
  return anOutput({
    review: { judged },
    changeSet: {
      files: rows.filter(({ as }) => as !== 'left out').map(file),
      filtered: rows
        .filter(({ as }) => as === 'left out')
        .map(({ path }) => ({ ...left, newPath: path, reason: 'lockfile' as const })),
    },
  });
}

const TEXT = ['secrets', 'hidden-characters'] as const;

describe('a change that needs no judging', () => {
  it.each<{ what: string; rows: readonly Row[]; says: string }>([
    {
      what: 'a lockfile',
      rows: [{ path: 'package-lock.json', kind: 'lockfile', as: 'left out' }],
      says: '1 Lockfile: nothing was looked for',
    },
    { what: 'a picture', rows: [{ path: 'a.png', kind: 'image' }], says: '1 Image: nothing was looked for' },
    {
      what: 'prose',
      rows: [{ path: 'a.md', kind: 'markdown', families: [...TEXT] }],
      says: '1 Markdown file: secrets and hidden characters were looked for',
    },
    {
      what: 'deletions',
      rows: [
        { path: 'a.py', kind: 'python', families: ['injection'], as: 'deleted' },
        { path: 'b.py', kind: 'python', families: ['injection'], as: 'deleted' },
      ],
      says: '2 deleted Python files: injection was looked for',
    },
    {
      what: 'prose that models read',
      rows: [{ path: 'a.md', kind: 'markdown', families: [...TEXT], models: ['quality'] }],
      says: '1 Markdown file: read by models',
    },
    {
      what: 'several of them',
      rows: [
        { path: 'a.png', kind: 'image' },
        { path: 'b.lock', kind: 'lockfile', as: 'left out' },
        { path: 'a.md', kind: 'markdown', families: [...TEXT] },
      ],
      says: '1 Image, 1 Lockfile: nothing was looked for; 1 Markdown file: secrets and hidden characters were looked for',
    },
  ])('says what was there and what was looked for: $what', ({ rows, says }) => {
    const output = review(rows);
    expect(unjudgedScope(output)).toBe(`Nothing here needs judging. ${says}`);
    const pretty = renderPretty(output, { colour: false, width: 1000 });
    expect(pretty.split('\n')[0]).toBe(
      `✓ No findings. Nothing here needs judging. ${says}; checks only: no model was asked.`,
    );
    for (const text of [pretty, renderMarkdown(output)]) {
      expect(text).toContain(says);
      expect(text).not.toMatch(/\b0 files/);
    }
  });
});

describe('a change that has to be judged', () => {
  it.each<{ what: string; rows: readonly Row[] }>([
    {
      what: 'was',
      rows: [
        { path: 'a.png', kind: 'image' },
        { path: 'a.py', kind: 'python', state: 'judged' },
      ],
    },
    { what: 'was not', rows: [{ path: 'a.ex', kind: 'elixir', state: 'not-covered' }] },
    { what: 'is accepted', rows: [{ path: 'a.ex', kind: 'elixir', state: 'accepted' }] },
  ])('is not told to need none where it $what', ({ rows }) => {
    expect(unjudgedScope(review(rows))).toBeNull();
  });

  it('is not called nothing where nobody knows what became of a file', () => {
    const { review: made, changeSet } = review([{ path: 'a.md', kind: 'markdown' }]);
    const more = { ...changeSet, files: [...changeSet.files, { ...FILE, newPath: 'b.ts' }] };
    expect(unjudgedScope({ review: made, changeSet: more })).toBeNull();
  });
});

it('never counts to nought where files were left out', () => {
  const output = review([{ path: 'gen/a.py', kind: 'python', state: 'not-covered', as: 'left out' }]);
  const open = { ...output, review: { ...output.review, verdict: 'incomplete' as const } };
  for (const text of [renderPretty(open, { colour: false, width: 100 }), renderMarkdown(open)]) {
    expect(text).toContain('1 file left out');
    expect(text).not.toMatch(/\b0 files/);
  }
});
