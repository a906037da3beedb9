import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { evalCommand, type EvalOptions } from '../../../app/cli/commands/eval-command.ts';
import { expireSuppression } from '../../../app/cli/history/suppressions-command.ts';
import { temporaryFolder } from '../../history/builders.ts';

const USUAL: EvalOptions = { config: [], budgetUsd: '5', last: '1000', seed: '1' };

it.each<[string, Partial<EvalOptions>, RegExp]>([
  ['a seed of a benchmark that is no number', { benchmark: 'labels.json', seed: 'abc' }, /--seed takes/],
  ['a batch where nobody is asked', { batch: true }, /--batch asks models/],
  ['people with nobody to hold against them', { people: 'matches.json' }, /--people is held against/],
])('docket eval refuses %s', async (_, options, message) => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'labels.json'), '[]');
  await expect(evalCommand({ ...USUAL, cwd, ...options })).rejects.toThrow(message);
});

it.each(['', '  ', '...'])('a suppression is not let go for the reason %j', async (reason) => {
  await expect(expireSuppression('s-00000000', { cwd: temporaryFolder(), reason })).rejects.toThrow(/needs a reason/);
});
