import type { ChangedFile, FilteredFile } from '../../../schemas/change-set.ts';
import type { Side } from '../../../schemas/location.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { readDocketSettings } from '../settings/read-settings.ts';
import { seenLess } from '../settings/sees-less.ts';

const NAME = '.github/docket.yml';

/**
 * What a change of `.github/docket.yml` makes of the reviews after it: settings that cannot be read fail each of them, and others make them
 * see less. What instructions have models do no rule can tell; that they were edited stands in the summary.
 */
export const docketSettings: Check = {
  id: 'docket-settings',
  comparesSides: true,
  async run(context) {
    const { files, filtered } = context.changeSet;
    const all = [...files, ...filtered];
    for (const file of all) if (file.oldPath === NAME || file.newPath === NAME) await look(context, file);
    const below = all.find(({ newPath, status }) => status !== 'D' && newPath.startsWith(`${NAME}/`));
    if (below === undefined) return;
    const location = { path: below.newPath, side: 'new', startLine: null, endLine: null } as const;
    context.report({ location, evidence: null, ...brokenSettings('A folder stands where the file is expected') });
  },
};

async function look(context: CheckContext, file: ChangedFile | FilteredFile): Promise<void> {
  // A file of another name holds no settings: a rename takes them away, or brings them in.
  const wasThere = file.status !== 'A' && file.oldPath === NAME;
  const isThere = file.status !== 'D' && file.newPath === NAME;
  const texts = { old: '', new: '' };
  for (const side of ['old', 'new'] as const) {
    if (!(side === 'old' ? wasThere : isThere)) continue;
    const content = await context.read(NAME, side);
    if (content.kind === 'absent') {
      return context.unavailable({ path: NAME, reason: content.reason });
    }
    texts[side] = content.text;
  }
  context.looked(file.newPath);
  const [before, now] = [readDocketSettings(texts.old), readDocketSettings(texts.new)];
  const at = placeIn(isThere ? 'new' : 'old', isThere ? texts.new : texts.old);
  if (now.kind === 'broken') return context.report({ ...at(now.line ?? 1), ...brokenSettings(now.problem) });
  const old = before.kind === 'ok' ? before.value : {};
  const less = seenLess(old, now.value);
  const [first] = less;
  if (first === undefined) return;
  const line = !isThere && before.kind === 'ok' ? before.lineOf(first.key) : now.lineOf(first.key);
  context.report({ ...at(line), ...lessSeen(less.map(({ key, what }) => `\`${key.join('.')}\` ${what}`)) });
}

function placeIn(side: Side, text: string): (line: number) => Pick<Report, 'location' | 'evidence'> {
  const lines = text.split('\n');
  return (line) => {
    const evidence = lines[line - 1]?.trim() ?? '';
    const at = evidence === '' ? null : line;
    return { location: { path: NAME, side, startLine: at, endLine: at }, evidence: evidence === '' ? null : evidence };
  };
}

function brokenSettings(problem: string): Pick<Report, 'rule' | 'title' | 'explanation' | 'failureScenario'> {
  return {
    rule: 'broken-settings',
    title: 'Later reviews cannot read these settings',
    explanation: `${problem}. Settings that are not understood are never guessed: once this is merged, every review ends with an error until the file is mended.`,
    failureScenario: {
      description: 'The change is merged, and another pull request is opened.',
      expected: 'it is reviewed under these settings',
      actual: 'its review ends with an input error',
    },
  };
}

function lessSeen(keys: readonly string[]): Pick<Report, 'rule' | 'title' | 'explanation' | 'failureScenario'> {
  return {
    rule: 'reviews-see-less',
    title: 'Later reviews see less under these settings',
    explanation: `Once this is merged: ${keys.join('; ')}. Somebody who may decide that should have looked at it.`,
    failureScenario: {
      description: 'The change is merged, and a later one does what these settings take out.',
      expected: 'its review sees it',
      actual: 'its review passes it by',
    },
  };
}
