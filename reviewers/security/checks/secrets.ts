import type { Redaction } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { opensNothing } from '../secret-reach.ts';

/**
 * Secrets were found and blanked when the change set was made; this check tells about those that the change adds or removes.
 * What it quotes is the blanked line.
 */
export const secrets: Check = {
  id: 'secrets',
  comparesSides: true,
  judges: [{ kinds: ['*'], families: ['secrets'] }],
  run: async (context) => {
    // Every line of the hunks went past the scanner on its way here.
    for (const file of context.changeSet.files) if (file.hunks.length > 0) context.looked(file.newPath);
    const added = context.changeSet.redactions.filter(
      (secret) => secret.first && secret.changed && secret.side === 'new',
    );
    const removed = context.changeSet.redactions.filter(
      (secret) => secret.first && secret.changed && secret.side === 'old',
    );
    for (const secret of added) context.report(await addedSecret(context, secret));
    // A line that was moved or edited is told about once, where it stands now.
    for (const secret of removed)
      if (!added.some((one) => sameSecret(one, secret))) context.report(await removedSecret(context, secret));
  },
};

function sameSecret(one: Redaction, other: Redaction): boolean {
  return one.rule === other.rule && one.endColumn - one.startColumn === other.endColumn - other.startColumn;
}

async function addedSecret(context: CheckContext, secret: Redaction): Promise<Report> {
  return {
    rule: 'hard-coded-secret',
    location: { path: secret.path, side: 'new', startLine: secret.line, endLine: secret.line },
    evidence: await lineOf(context, secret),
    title: 'A credential stands in the code',
    explanation: `${sentence(secret.message)} Everybody who can read the repository, now or later, has it, and removing the line does not remove it from the history. Revoke it, and read its successor from the environment or a secret store.`,
    ...((await opensNothing(context, secret)) && { severity: 'warning' as const }),
    failureScenario: {
      description: `A reader of \`${secret.path}\`, or of any clone made from now on, copies the value in line ${secret.line} and uses the service in the owner’s name.`,
    },
  };
}

async function removedSecret(context: CheckContext, secret: Redaction): Promise<Report> {
  return {
    rule: 'removed-secret',
    location: { path: secret.path, side: 'old', startLine: secret.line, endLine: secret.line },
    evidence: await lineOf(context, secret),
    title: 'A removed credential must still be replaced',
    explanation: `${sentence(secret.message)} The line goes away, the commit that brought it stays. Revoke the credential, if that has not been done.`,
    failureScenario: {
      description: `A reader of the history finds the value with \`git log -p -- ${secret.path}\`, and it still works.`,
    },
  };
}

/** The blanked line: from the hunk, which is always there for a changed line, otherwise from the file. */
async function lineOf(context: CheckContext, { path, side, line }: Redaction): Promise<string | null> {
  const number = side === 'new' ? 'newLine' : 'oldLine';
  const file = context.changeSet.files.find((one) => (side === 'new' ? one.newPath : one.oldPath) === path);
  const inHunk = file?.hunks.flatMap((hunk) => hunk.lines).find((one) => one[number] === line)?.text;
  if (inHunk !== undefined) return inHunk.trim() || null;
  const content = await context.read(path, side);
  if (content.kind !== 'text') return null;
  return content.text.split('\n')[line - 1]?.trim() || null;
}

function sentence(message: string): string {
  const text = message.trim();
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
