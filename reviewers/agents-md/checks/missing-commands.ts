import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { COMMAND_KINDS, type CommandKind } from '../command-kinds.ts';
import { type DocumentedCommand, commandsIn, type Runnable, runnableAt } from '../commands.ts';
import { type GuidanceFile, guidanceAt, isGuidance } from '../guidance-files.ts';

/** Commands that the guidance at head names and that this change takes away, or that it names anew and are not there. */
export const missingCommands: Check = {
  id: 'missing-commands',
  comparesSides: true,
  async run(context) {
    const kinds = COMMAND_KINDS.filter((kind) => concerns(context, kind));
    if (kinds.length === 0) return;
    const guidance = (await guidanceAt(context, 'new')) ?? [];
    const told = guidance.map((file) => ({ file, commands: commandsIn(file.lines) }));
    for (const kind of kinds) {
      if (!told.some(({ commands }) => commands.some((command) => command.kind === kind))) continue;
      const sides = { before: await runnableAt(context, kind, 'old'), after: await runnableAt(context, kind, 'new') };
      for (const { file, commands } of told)
        checkFile(
          context,
          file,
          commands.filter((command) => command.kind === kind),
          sides,
        );
    }
  },
};

/** Whether the change touches what defines such commands, or guidance that may name one that is nowhere. */
function concerns({ changeSet }: CheckContext, { manifest, complete }: CommandKind): boolean {
  return changeSet.files.some((file) =>
    [file.oldPath, file.newPath].some((path) => manifest.test(path) || (complete && isGuidance(path))),
  );
}

function checkFile(
  context: CheckContext,
  { path, lines }: GuidanceFile,
  commands: readonly DocumentedCommand[],
  { before, after }: { readonly before: Runnable; readonly after: Runnable },
): void {
  const file = context.changeSet.files.find(({ newPath }) => newPath === path);
  const added = file === undefined ? new Set<number>() : context.changedLines(file, 'new');
  const told = new Set<string>();
  for (const command of commands) {
    const { line, kind, name } = command;
    if (after.names === null || after.names.has(name) || told.has(name)) continue;
    const removal = before.names?.has(name) === true ? removalOf(context, command) : null;
    if (removal === null && !(added.has(line) && kind.complete && after.manifests > 0)) continue;
    told.add(name);
    const place = removal ?? {
      location: { path, side: 'new' as const, startLine: line, endLine: line },
      evidence: (lines[line - 1] ?? '').trim(),
    };
    context.report({ ...place, ...words(command, `\`${path}\` line ${line}`, removal !== null) });
  }
}

/** What defined the command: a removed line, or the file that it is. */
function removalOf(
  { changeSet }: CheckContext,
  { kind, name }: DocumentedCommand,
): Pick<Report, 'location' | 'evidence'> | null {
  for (const file of changeSet.files.filter(({ oldPath }) => kind.manifest.test(oldPath))) {
    if (kind.definesOn === null) {
      if (file.status !== 'D' && file.status !== 'R') continue;
      if (![...(kind.names('', file.oldPath) ?? [])].includes(name)) continue;
      return { location: { path: file.oldPath, side: 'old', startLine: null, endLine: null }, evidence: null };
    }
    for (const { kind: change, oldLine, text } of file.hunks.flatMap((hunk) => hunk.lines)) {
      if (change !== 'deleted' || oldLine === null || !kind.definesOn(text, name)) continue;
      return {
        location: { path: file.oldPath, side: 'old', startLine: oldLine, endLine: oldLine },
        evidence: text.trim(),
      };
    }
  }
  return null;
}

function words(
  { kind, name, text }: DocumentedCommand,
  where: string,
  removed: boolean,
): Omit<Report, 'location' | 'evidence'> {
  return {
    rule: 'missing-command',
    title: `\`${text}\` is told to assistants and ${removed ? 'goes away' : 'does not exist'}`,
    explanation: `${where} says to run \`${text}\`, and after this change no ${kind.manifestName} has the ${kind.noun} \`${name}\`. Change both together.`,
    failureScenario: {
      description: `An assistant follows ${where} and runs \`${text}\`.`,
      command: text,
      expected: 'the command does what the guidance says',
      actual: kind.error(name),
    },
  };
}
