import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { type DocumentedCommand, commandsIn, type Runnable, runnableAt } from '../commands.ts';
import { type GuidanceFile, guidanceAt } from '../guidance-files.ts';

/** Commands that the guidance at head names and that this change takes away, or that it names anew and are not there. */
export const missingCommands: Check = {
  id: 'missing-commands',
  comparesSides: true,
  async run(context) {
    if (!concerns(context)) return;
    const guidance = await guidanceAt(context, 'new');
    if (guidance === null || guidance.length === 0) return;
    const [before, after] = [await runnableAt(context, 'old'), await runnableAt(context, 'new')];
    for (const file of guidance) checkFile(context, file, { before, after });
  },
};

function concerns({ changeSet }: CheckContext): boolean {
  return changeSet.files.some((file) =>
    [file.oldPath, file.newPath].some((path) =>
      /(?:^|\/)(?:package\.json|(?:GNUm|m|M)akefile|AGENTS\.md|CLAUDE\.md)$/.test(path),
    ),
  );
}

function checkFile(
  context: CheckContext,
  { path, lines }: GuidanceFile,
  { before, after }: { readonly before: Runnable; readonly after: Runnable },
): void {
  const file = context.changeSet.files.find(({ newPath }) => newPath === path);
  const added = file === undefined ? new Set<number>() : context.changedLines(file, 'new');
  const told = new Set<string>();
  for (const [index, text] of lines.entries()) {
    for (const command of commandsIn(text)) {
      const known = after[command.kind];
      if (known === null || known.has(command.name) || told.has(command.text)) continue;
      const line = index + 1;
      const removal = before[command.kind]?.has(command.name) === true ? removalOf(context, command) : null;
      if (removal === null && !added.has(line)) continue;
      told.add(command.text);
      const place = removal ?? {
        location: { path, side: 'new' as const, startLine: line, endLine: line },
        evidence: text.trim(),
      };
      context.report({ ...place, ...words(command, `\`${path}\` line ${line}`, removal !== null) });
    }
  }
}

/** The removed line that defined the command. */
function removalOf(
  { changeSet }: CheckContext,
  { kind, name }: DocumentedCommand,
): Pick<Report, 'location' | 'evidence'> | null {
  const manifest = kind === 'script' ? /(?:^|\/)package\.json$/ : /(?:^|\/)(?:GNUm|m|M)akefile$/;
  for (const file of changeSet.files.filter(({ oldPath }) => manifest.test(oldPath))) {
    for (const { kind: change, oldLine, text } of file.hunks.flatMap((hunk) => hunk.lines)) {
      const defines =
        kind === 'script' ? text.trim().startsWith(`"${name}":`) : text.split(':', 1)[0]?.split(/\s+/).includes(name);
      if (change !== 'deleted' || oldLine === null || defines !== true) continue;
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
  const what = kind === 'script' ? `script \`${name}\`` : `make target \`${name}\``;
  return {
    rule: 'missing-command',
    title: `\`${text}\` is told to assistants and ${removed ? 'goes away' : 'does not exist'}`,
    explanation: `${where} says to run \`${text}\`, and after this change no ${kind === 'script' ? 'package.json' : 'Makefile'} has the ${what}. Change both together.`,
    failureScenario: {
      description: `An assistant follows ${where} and runs \`${text}\`.`,
      command: text,
      expected: 'the command does what the guidance says',
      actual: kind === 'script' ? `Missing script: "${name}"` : `No rule to make target '${name}'`,
    },
  };
}
