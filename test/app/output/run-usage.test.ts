import { expect, it } from 'vitest';
import { usageLines } from '../../../app/output/usage-text.ts';
import { DEFAULT_CONFIG } from '../../../app/config/config.ts';
import { RunJournal } from '../../../app/run-journal.ts';
import { openInMemory } from '../../../history/log.ts';
import type { ModelHalf } from '../../../schemas/review.ts';
import { aStart, anEnd } from '../../history/write/calls.ts';
import { anOutput, aReviewer } from './build-review-output.ts';

/** The usage of a run with one reviewer, and what the footer makes of it. */
async function footerOf(model: ModelHalf | undefined, called: boolean) {
  const journal = await RunJournal.begin(openInMemory(), {
    changeSet: anOutput().changeSet,
    config: DEFAULT_CONFIG,
    trust: 'local',
    versions: { docketVersion: '0.1.0', coordinatorVersion: '1' },
    onTrouble: (problem) => {
      throw problem;
    },
  });
  const record = journal.startReviewers(['security']);
  if (called) {
    await journal.calls.started(aStart('c', 'q'));
    await journal.calls.ended(anEnd('c', 'q'));
  }
  const { findings: _, ...status } = aReviewer(model === undefined ? {} : { model });
  record([{ ...status, rules: [], read: [], findings: [] }]);
  return usageLines(anOutput({ usage: journal.usage() }));
}

const FAILED: ModelHalf = { status: 'failed', reason: 'no key', models: [] };

it.each<[string, ModelHalf | undefined, boolean, string | undefined]>([
  ['nothing was planned', undefined, false, undefined],
  ['a planned half asked nobody', FAILED, false, 'No model was asked. Nothing left this machine.'],
  ['the analysis died after a call', undefined, true, 'Models: claude-sonnet-5-5 (1 call).'],
])('the footer of a run where %s', async (_name, model, called, first) => {
  expect((await footerOf(model, called))[0]).toBe(first);
});
