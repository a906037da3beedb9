import { describe, expect, it } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { ReviewerReport } from '../../../schemas/report.ts';
import { changedFile, finding, State } from '../builders.ts';
import { publishedOf } from './memories.ts';

// Of a file that the change leaves alone there is no text: what its reviewer says is all that is known of it.
const FILE = changedFile('src/a.ts', ['+start();'], { oldPath: 'src/old.ts', status: 'R' });
const GONE = { path: 'gone.ts', side: 'new', startLine: null, endLine: null } as const;
const published = finding({
  id: 'f-before',
  rule: 'quality/null',
  severity: 'critical',
  location: GONE,
  evidence: 'send(user.name);',
  title: 'The name may be missing',
});
const OTHER = { rule: 'quality/other', title: 'This is not tested' } as const;

interface Now {
  readonly before?: Partial<Finding>;
  readonly said?: readonly Partial<Finding>[];
  readonly report?: Partial<ReviewerReport>;
}

/** What became of what a check had published, and the verdict, where its reviewer says this now. */
function now({ before = {}, said = [], report = {} }: Now) {
  const earlier = { ...published, ...before };
  const known = publishedOf(
    new State()
      .file(changedFile('src/b.ts', ['+start();']))
      .findings(earlier)
      .build(),
  );
  const state = new State().file(FILE).findings(...said.map((of) => ({ ...earlier, id: 'f-now', ...of })));
  const rules = ['quality/null', 'quality/other'];
  const input = state.report('quality', { rules, read: ['src/a.ts'], ...report }).memory({ known });
  const { verdict, remembered } = coordinate(input.build()).review;
  return [remembered?.[0]?.state, verdict];
}

const FIXED = ['fixed', 'approved'];
const OPEN = ['unknown', 'significant_concerns'];

describe('what a check found where no text is known, and its reviewer', () => {
  it.each<Now & { what: string; ends: readonly string[] }>([
    { what: 'says nothing', ends: FIXED },
    { what: 'says it as an outside tool', said: [{ origin: 'outside' }], ends: OPEN },
    { what: 'says it in other words as an outside tool', said: [{ origin: 'outside', ...OTHER }], ends: OPEN },
    { what: 'says it as a model', said: [{ origin: 'model' }], ends: OPEN },
    { what: 'says it in other words as a model', said: [{ origin: 'model', ...OTHER }], ends: OPEN },
    {
      what: 'quotes it with other spaces in other words',
      said: [{ origin: 'model', ...OTHER, evidence: '  send(user.name);\n' }],
      ends: OPEN,
    },
    {
      what: 'had quoted nothing and says it in other words',
      before: { evidence: null },
      said: [{ origin: 'model', ...OTHER }],
      ends: OPEN,
    },
    {
      what: 'had named no place and says it in other words',
      before: { evidence: null, location: null },
      said: [{ origin: 'model', ...OTHER }],
      ends: OPEN,
    },
    {
      what: 'says it in other words under the name that its file had',
      before: { location: { ...GONE, path: 'src/old.ts' } },
      said: [{ origin: 'model', ...OTHER }],
      ends: OPEN,
    },
    { what: 'says something less grave', said: [{ origin: 'model', ...OTHER, severity: 'warning' }], ends: FIXED },
    {
      what: 'speaks of other code',
      said: [{ origin: 'model', ...OTHER, evidence: 'done();' }],
      ends: FIXED,
    },
    {
      what: 'speaks of another file',
      said: [{ origin: 'model', ...OTHER, location: { ...GONE, path: 'else.ts' } }],
      ends: FIXED,
    },
    { what: 'is an outside tool of the same name', report: { rules: null, read: [] }, ends: OPEN },
  ])('$what', ({ ends, ...told }) => {
    expect(now(told)).toEqual(ends);
  });
});
