import { describe, expect, it } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import type { Finding } from '../../../schemas/finding.ts';
import { at, changedFile, finding, State } from '../builders.ts';
import { publishedOf } from './memories.ts';

const FILE = changedFile('src/a.ts', [' start();', '+send(user.name);', '+done();']);
const published = finding({
  id: 'f-before',
  rule: 'quality/null',
  severity: 'critical',
  location: at('src/a.ts', 2),
  evidence: 'send(user.name);',
  title: 'The name may be missing',
});
const known = publishedOf(new State().file(FILE).findings(published).build());

/** What became of the published concern, and the verdict, where the check says this now. */
function now(...findings: readonly Partial<Finding>[]) {
  const said = findings.map((of, index) => ({ ...published, id: `f-${index}`, rule: 'quality/other', ...of }));
  const state = new State()
    .file(FILE)
    .source('src/a.ts', 'start();\nsend(user.name);\ndone();\n')
    .findings(...said);
  const report = { rules: ['quality/null', 'quality/other', 'quality/third'], read: ['src/a.ts'] };
  const { verdict, remembered } = coordinate(state.report('quality', report).memory({ known }).build()).review;
  return [remembered?.[0]?.state, verdict];
}

describe('a check that speaks of the same code under another rule', () => {
  it.each<{ what: string; said: readonly Partial<Finding>[]; ends: readonly string[] }>([
    { what: 'says nothing', said: [], ends: ['fixed', 'approved'] },
    { what: 'is held back by a bar', said: [{ confidence: 0 }], ends: ['unknown', 'significant_concerns'] },
    { what: 'counts by itself', said: [{}], ends: ['fixed', 'significant_concerns'] },
    { what: 'is less grave', said: [{ confidence: 0, severity: 'warning' }], ends: ['fixed', 'approved'] },
    {
      what: 'is about other code',
      said: [{ confidence: 0, location: at('src/a.ts', 3), evidence: 'done();' }],
      ends: ['fixed', 'approved'],
    },
    {
      what: 'cannot be verified where it says',
      said: [{ location: at('src/a.ts', 2, 2, 'old') }],
      ends: ['standing', 'significant_concerns'],
    },
    {
      what: 'cannot be verified and is less grave',
      said: [{ location: at('src/a.ts', 2, 2, 'old'), severity: 'warning' }],
      ends: ['fixed', 'approved'],
    },
    { what: 'is a model', said: [{ confidence: 0, origin: 'model' }], ends: ['fixed', 'approved'] },
  ])('ends as it must where it $what', ({ said, ends }) => {
    expect(now(...said)).toEqual(ends);
  });
});
