import type { ChangedFile, FilteredFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { type LockfileHazard, lockfileHazards } from '../lockfile/lockfile-hazards.ts';
import { isReadLockfile, readLockfile } from '../lockfile/read-lockfile.ts';
import { SECURITY_RULES } from '../vocabulary.ts';

/**
 * What a change of a lockfile brings in that nobody reads: other hosts, digests that are gone or changed, scripts, git and files. Lockfiles are left out
 * of prompts and diffs, so that here they are read whole, on both sides.
 */
export const lockfile: Check = {
  id: 'lockfile',
  comparesSides: true,
  judges: [{ kinds: ['lockfile'], families: ['dependencies'] }],
  async run(context) {
    const { files, filtered } = context.changeSet;
    for (const file of [...files, ...filtered]) {
      if (file.status !== 'D' && isReadLockfile(file.newPath)) await look(context, file);
    }
  },
};

async function look(context: CheckContext, file: ChangedFile | FilteredFile): Promise<void> {
  const path = file.newPath;
  const skip = (reason: string): void => {
    context.unjudged(path);
    context.unavailable({ path, reason });
  };
  const content = await context.read(path, 'new');
  if (content.kind === 'absent') return skip(content.reason);
  const head = readLockfile(path, content.text);
  if (head === null) return skip('cannot be read as the lockfile that it is named as');
  const old = file.status === 'A' || !isReadLockfile(file.oldPath) ? null : await context.read(file.oldPath, 'old');
  if (old?.kind === 'absent' && old.why !== 'missing') return skip(old.reason);
  // What did not parse pinned nothing: all of the head is new then.
  const base = old?.kind === 'text' ? (readLockfile(file.oldPath, old.text) ?? []) : [];
  for (const hazard of lockfileHazards(base, head)) context.report(reportOf(hazard, path, content.text));
}

function reportOf(hazard: LockfileHazard, path: string, text: string): Report {
  const { rule, severity, title, others, explanation, failureScenario } = hazard;
  const lines = text.split('\n');
  const at =
    hazard.quotes.map((quote) => lines.findIndex((line) => line.includes(quote))).find((line) => line !== -1) ?? 0;
  const evidence = lines[at]?.trim() ?? '';
  return {
    rule,
    severity,
    confidence: SECURITY_RULES[rule].confidence,
    location: { path, side: 'new', startLine: at + 1, endLine: at + 1 },
    evidence: evidence === '' ? null : evidence,
    title: others === 0 ? title : `${title}, and ${others} more`,
    explanation,
    failureScenario,
  };
}
