import type { Check, CheckContext } from '../../reviewer.ts';
import { readAnnouncement } from '../announcement.ts';
import { saysInMessages } from '../messages.ts';
import { isInternal } from '../paths.ts';
import { lineWith, quoteLine } from '../quote.ts';
import { type FileSides, readSides } from '../read-sides.ts';
import { compare, isRequiringManifest, oldestOf, requirementsOf } from '../requirements/requirements.ts';

/**
 * A newer engine that a package asks for, and another licence, where neither version nor changelog says so. Whoever has what was enough until now finds
 * out when they install.
 */
export const raisedRequirements: Check = {
  id: 'raised-requirements',
  comparesSides: true,
  async run(context) {
    const wanted = (path: string): boolean => isRequiringManifest(path) && !isInternal(path);
    for (const sides of await readSides(context, wanted)) await look(context, sides);
  },
};

async function look(context: CheckContext, { file, old, new: now }: FileSides): Promise<void> {
  const path = file.newPath;
  const [before, after] = [requirementsOf(file.oldPath, old), requirementsOf(path, now)];
  if (file.status !== 'M' || before === null || after === null) return;
  const announcement = await readAnnouncement(context, path);
  if (!announcement.released) return;
  const { silence } = announcement;
  const changed = context.changedLines(file, 'new');
  const quoted = (words: readonly string[]) => {
    const lines = words.flatMap((word) => lineWith(now, word, changed) ?? []);
    return quoteLine({ path, side: 'new', text: now }, lines[0] ?? null);
  };
  for (const [engine, range] of after.engines) {
    const was = before.engines.get(engine);
    const [from, to] = [was === undefined ? null : oldestOf(was), oldestOf(range)];
    if (
      from === null ||
      to === null ||
      compare(from, to) >= 0 ||
      announcement.covers([engine, engine.replace('.js', '')]) ||
      saysInMessages(context.changeSet, [engine.replace('.js', ''), 'msrv', 'engines', 'minimum'])
    )
      continue;
    context.report({
      rule: 'raised-requirement',
      ...quoted(KEYS[engine] ?? []),
      title: `${engine} ${from.join('.')} is no longer enough, without a breaking release`,
      explanation: `The range goes from \`${was}\` to \`${range}\`. Nothing tells users: ${silence}. Announce it, or let the old version in until the next major version.`,
      failureScenario: {
        description: `Somebody with ${engine} ${from.join('.')} takes the next compatible release: it is refused, or fails when it runs.`,
      },
    });
  }
  const framework = before.engines.get(FRAMEWORK);
  if (
    framework !== undefined &&
    !after.engines.has(FRAMEWORK) &&
    after.engines.has('.NET') &&
    !announcement.covers([FRAMEWORK, 'TargetFrameworks']) &&
    !saysInMessages(context.changeSet, ['framework', 'target', 'netstandard'])
  )
    context.report({
      rule: 'raised-requirement',
      ...quoted(KEYS[FRAMEWORK] ?? []),
      title: '.NET Framework is no longer enough, without a breaking release',
      explanation: `No framework that is left fits it. Nothing tells users: ${silence}. Announce it, or keep one of the old ones until the next major version.`,
      failureScenario: { description: 'A project of .NET Framework takes the next compatible release: it is refused.' },
    });
  if (
    before.licence === null ||
    after.licence === null ||
    before.licence === after.licence ||
    announcement.covers([after.licence])
  )
    return;
  context.report({
    rule: 'changed-licence',
    ...quoted(['license']),
    title: `The licence is \`${after.licence}\` now`,
    explanation: `It was \`${before.licence}\`. Nothing tells users: ${silence}. Whoever may use the package under the one may not under the other; say in the changelog from which version on it holds.`,
    failureScenario: {
      description: 'Somebody takes the next compatible release, and with it terms that they did not agree to.',
    },
  });
}

const FRAMEWORK = '.NET Framework';

/** The words by which a manifest asks for an engine. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  'Node.js': ['node'],
  PHP: ['php'],
  Go: ['go'],
  Java: [
    'maven.compiler.release',
    'release',
    'maven.compiler.target',
    'java.version',
    'target',
    'languageVersion',
    'JavaLanguageVersion.of',
    'sourceCompatibility',
    'targetCompatibility',
  ],
  '.NET': ['TargetFrameworks', 'TargetFramework'],
  '.NET Framework': ['TargetFrameworks', 'TargetFramework'],
  Python: ['requires-python', 'python_requires', 'python'],
  Ruby: ['required_ruby_version'],
  Rust: ['rust-version'],
};
