import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { it } from 'vitest';
import { runs } from '../../support/soak.ts';
import { limits, PickStory, step } from './pick-story.ts';

it('stays within the limits, leaves no room unused, is fair, loses nothing and answers nothing twice', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'docket-pick-'));
  let count = 0;
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), limits, async (steps, given) => {
        const story = new PickStory(join(folder, `${(count += 1)}.db`), given);
        try {
          await story.tell(steps);
        } finally {
          await story.close();
        }
      }),
      { numRuns: runs(60, 3000) },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
