import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { initialWorkflow } from '../../../app/cli/initial-files.ts';

it('the workflow that docket init writes is the documented one, with drafts that become ready and merges that end', () => {
  const documented = readFileSync(new URL('../../../docs/setups/pull-requests.yml', import.meta.url), 'utf8');
  expect(initialWorkflow()).toBe(documented);
});
