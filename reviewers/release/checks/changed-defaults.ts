import type { Check, CheckContext } from '../../reviewer.ts';
import { type Announcement, readAnnouncement } from '../announcement.ts';
import { changedValues, type ChangedValue } from '../defaults/changed-values.ts';
import { mayDeclareDefaults, readDefaults } from '../defaults/read-defaults.ts';
import { isDocumented, saysInMessages } from '../messages.ts';
import { isInternal } from '../paths.ts';
import { quoteLine } from '../quote.ts';
import { type FileSides, readSides } from '../read-sides.ts';
import { type FileBreak, toldTogether } from '../told-together.ts';

/** So many files of one change are compared. */
const MOST_FILES = 50;

/** Finds defaults of flags, variables of the environment and settings that are other ones now, where nothing says so: one finding a change. */
export const changedDefaults: Check = {
  id: 'changed-defaults',
  comparesSides: true,
  async run(context) {
    const all = (await readSides(context, (path) => mayDeclareDefaults(path) && !isInternal(path)))
      .filter(({ file }) => file.status !== 'A' && file.status !== 'D')
      .slice(0, MOST_FILES);
    const texts = all.flatMap(({ file, old, new: now }) => [
      { path: file.newPath, text: old },
      { path: file.newPath, text: now },
    ]);
    const defaults = await readDefaults(context, texts);
    const told: Told[] = [];
    for (const [at, sides] of all.entries()) {
      const changes = changedValues(defaults[at * 2] ?? [], defaults[at * 2 + 1] ?? []);
      if (changes.length > 0) told.push(...(await unannounced(context, sides, changes)));
    }
    report(context, told);
  },
};

interface Told extends FileBreak {
  readonly path: string;
  readonly sides: FileSides;
  readonly change: ChangedValue;
  readonly announcement: Announcement;
}

async function unannounced(context: CheckContext, sides: FileSides, changes: readonly ChangedValue[]): Promise<Told[]> {
  const path = sides.file.newPath;
  const announcement = await readAnnouncement(context, path);
  const changed = context.changedLines(sides.file, 'new');
  return changes.flatMap((change): Told[] => {
    const { name, line, value } = change.now;
    const last = name.split('.').at(-1) ?? name;
    if (!changed.has(line) || announcement.covers([name, last])) return [];
    if (saysInMessages(context.changeSet, [name, last, 'default', 'defaults']) || isDocumented(context.changeSet, last))
      return [];
    return [
      {
        name: `\`${name}\``,
        what: `is ${shown(value)}, not ${shown(change.old.value)}, where nobody sets it`,
        line,
        path,
        sides,
        change,
        announcement,
      },
    ];
  });
}

const shown = (value: string): string => (value === '' ? 'empty' : `\`${value}\``);

const USERS: Readonly<Record<ChangedValue['now']['kind'], (name: string) => string>> = {
  flag: (name) => `Somebody runs the program without \`${name}\``,
  'environment variable': (name) => `Somebody runs the program without \`${name}\` in the environment`,
  setting: (name) => `Somebody leaves \`${name}\` out of the configuration`,
  'action input': (name) => `A workflow uses the action without \`${name}\``,
};

function report(context: CheckContext, told: readonly Told[]): void {
  const [first] = told;
  if (first === undefined) return;
  const { sides, change, announcement, line, path, name } = first;
  const { old, now } = change;
  const { more, others } = toldTogether(told);
  context.report({
    rule: 'changed-default',
    ...quoteLine({ path, side: 'new', text: sides.new }, line),
    title: `The default of ${name} goes from ${shown(old.value)} to ${shown(now.value)}${more}`,
    explanation: `Whoever never set the ${now.kind} gets another behaviour with the next version and no error, and nothing tells them: ${announcement.silence}, and neither a document nor the message of the change speaks of it. Say it where users read, or keep the old value.${others}`,
    failureScenario: {
      description: `${USERS[now.kind](now.name)}, and upgrades.`,
      expected: `it behaves as with ${shown(old.value)}`,
      actual: `it behaves as with ${shown(now.value)}`,
    },
  });
}
