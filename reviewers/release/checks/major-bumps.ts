import type { Check, CheckContext } from '../../reviewer.ts';
import { type Announcement, readAnnouncement } from '../announcement.ts';
import { saysInMessages } from '../messages.ts';
import { isInternal } from '../paths.ts';
import { lineWith, quoteLine } from '../quote.ts';
import { type FileSides, readSides } from '../read-sides.ts';
import { isRequiringManifest, oldestOf, requirementsOf } from '../requirements/requirements.ts';
import { runtimeDependencies } from '../requirements/runtime-dependencies.ts';
import { type FileBreak, toldTogether } from '../told-together.ts';

/** Words of those who move dependencies and say so, by hand or by a program. */
const SAYS_SO = [
  'dep',
  'deps',
  'dependency',
  'dependencies',
  'bump',
  'bumps',
  'upgrade',
  'upgrades',
  'update',
  'updates',
  'renovate',
  'dependabot',
];

/**
 * Finds dependencies of a published package that go to another major version in a change which neither says so nor touches code that uses them:
 * one finding a change. Such a line is easily passed over in a change about something else.
 */
export const majorBumps: Check = {
  id: 'major-bumps',
  comparesSides: true,
  async run(context) {
    const wanted = (path: string): boolean => isRequiringManifest(path) && !isInternal(path);
    const sides = await readSides(context, wanted);
    if (sides.length === 0 || saysInMessages(context.changeSet, SAYS_SO)) return;
    const told: Told[] = [];
    for (const one of sides) if (one.file.status === 'M') told.push(...(await bumpsOf(context, one)));
    report(context, told);
  },
};

interface Told extends FileBreak {
  readonly path: string;
  readonly text: string;
  readonly announcement: Announcement;
}

async function bumpsOf(context: CheckContext, { file, old, new: now }: FileSides): Promise<Told[]> {
  const path = file.newPath;
  // A package that is published nowhere takes nobody along.
  if (requirementsOf(path, now) === null) return [];
  const before = runtimeDependencies(path, old);
  const changed = context.changedLines(file, 'new');
  const announcement = await readAnnouncement(context, path);
  return [...runtimeDependencies(path, now)].flatMap(([name, range]): Told[] => {
    const was = before.get(name);
    const [from, to] = [was === undefined ? null : oldestOf(was), oldestOf(range)];
    if (from === null || to === null || to[0] <= from[0] || announcement.covers([name])) return [];
    if (isSibling(name, now) || saysInMessages(context.changeSet, [name]) || isUsed(context, name)) return [];
    // Where the version stands on a line of its own.
    const lines = [name, range].map((word) => lineWith(now, word, changed));
    const line = lines.find((one) => one !== null && changed.has(one)) ?? null;
    if (line === null || !changed.has(line)) return [];
    return [{ name: `\`${name}\``, what: `goes from \`${was}\` to \`${range}\``, line, path, text: now, announcement }];
  });
}

/** Packages of one repository share their scope, or the first part of their names, and go up together. */
function isSibling(name: string, manifest: string): boolean {
  const own = /"?name"?\s*[:=]\s*"([^"]{1,200})"/.exec(manifest)?.[1] ?? '';
  return (
    (name.startsWith('@') && name.split('/')[0] === own.split('/')[0]) || (own !== '' && name.startsWith(`${own}-`))
  );
}

/** Whether the change touches a line of code or of a document that speaks of it. */
function isUsed({ changeSet }: CheckContext, name: string): boolean {
  const spelled = name.replaceAll('-', '_');
  return changeSet.files.some(
    ({ newPath, noise, hunks }) =>
      noise === undefined &&
      !isRequiringManifest(newPath) &&
      !/\.(?:json|toml|lock(?:file)?|ya?ml|sum|props)$/.test(newPath) &&
      hunks.some(({ lines }) =>
        lines.some(({ kind, text }) => kind !== 'context' && (text.includes(name) || text.includes(spelled))),
      ),
  );
}

function report(context: CheckContext, told: readonly Told[]): void {
  const [first] = told;
  if (first === undefined) return;
  const { name, what, line, path, text, announcement } = first;
  const { more, others } = toldTogether(told);
  context.report({
    rule: 'major-dependency-bump',
    ...quoteLine({ path, side: 'new', text }, line),
    title: `${name} ${what}${more}, and nothing else of the change is about it`,
    explanation: `Another major version may take and give something else; no line that uses ${name} changes, the message does not speak of it, ${announcement.silence}. Whoever installs the package gets it, too, or two of it. Say what was looked at, or make it a change of its own.${others}`,
    failureScenario: {
      description: `A dependent that has the older ${name} as well takes the next compatible release.`,
    },
  });
}
