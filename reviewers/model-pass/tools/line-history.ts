import { z } from 'zod';
import { untrusted } from '../prompt/untrusted.ts';
import { visibleName } from '../prompt/visible.ts';
import { LineInput, PathInput } from './inputs.ts';
import { knownPath } from './known-path.ts';
import { defineTool, unavailable } from './tool.ts';

const MOST_COMMITS = 20;
const SHORT_ID = 12;
const LONGEST_SUBJECT = 200;

/** Says which commits before the change touched a file or one of its lines. */
export const lineHistoryTool = defineTool({
  name: 'line_history',
  description: `Lists the commits before this change that touched a file, or one line of it, newest first: id, date and subject, at most ${MOST_COMMITS}. The path and the line are those at the base (side old).`,
  input: z.strictObject({
    path: PathInput,
    line: LineInput.optional().describe('Line at the base. Default: the whole file.'),
  }),
  execute: async ({ path: said, line }, world) => {
    const known = await knownPath(said, 'old', world);
    if (known.kind === 'refused') return known.outcome;
    const file = world.changeSet.files.find((one) => one.newPath === known.path);
    // A renamed file is known by its new name; before the change it had the old one.
    const path = file !== undefined && file.status === 'R' ? file.oldPath : known.path;
    const request = line === undefined ? { path, limit: MOST_COMMITS } : { path, line, limit: MOST_COMMITS };
    const found = await world.inspection.touchedBy(request);
    if (found.kind === 'unavailable') return unavailable('The history is', found.reason);
    const lines = found.value.map(
      ({ commit, date, subject }) =>
        `${commit.slice(0, SHORT_ID)} ${date.slice(0, 10)} ${visibleName(subject.slice(0, LONGEST_SUBJECT).toWellFormed())}`,
    );
    const more = found.truncated ? ['Older commits are not listed.'] : [];
    return {
      text: [`${lines.length} commits:`, untrusted('history', lines.join('\n')), ...more].join('\n'),
      isError: false,
    };
  },
});
