import type { Finding } from '../../../schemas/finding.ts';
import { Severity } from '../../../schemas/severity.ts';
import type { Brief, Reviewer } from '../../reviewer.ts';
import { secondReadingText } from '../second-reading.ts';
import type { PromptForm } from '../../../schemas/model.ts';
import { untrusted } from './untrusted.ts';
import { visibleName } from './visible.ts';

/** One reviewer that a call speaks for, and what its checks found. */
export interface BriefSubject {
  readonly reviewer: Pick<Reviewer, 'id' | 'rules'> & { readonly brief: Brief };
  readonly found: readonly Finding[];
}

/** A model gains nothing from more. */
const MOST_FOUND = 40;
const LONGEST_TITLE = 160;
/** The first example of a severity says the most; every call pays for each. */
const MOST_EXAMPLES = 1;

/**
 * What makes one request differ from another: the brief of a reviewer (or of the few that share a call), its rules, and what its checks
 * found. It stands at the very end of the first message, behind everything that is cached.
 */
export function briefText(
  subjects: readonly BriefSubject[],
  { angles = [], form = 'full' }: { readonly angles?: readonly string[]; readonly form?: PromptForm } = {},
): string {
  const several =
    subjects.length < 2
      ? []
      : [
          `You speak for ${subjects.length} specialists at once: ${subjects.map(({ reviewer }) => reviewer.id).join(', ')}. Look at the change for each of them in turn; the reviewer in front of a finding's rule says whose it is.`,
        ];
  const again = angles.length === 0 ? [] : [secondReadingText(angles)];
  return [...several, ...subjects.map((subject) => one(subject, form)), ...again].join('\n\n');
}

/** In short each line is told up to what explains it, and no example: every rule is still there. */
function one({ reviewer, found }: BriefSubject, form: PromptForm): string {
  const { id, brief, rules } = reviewer;
  const told = (lines: readonly string[]) => (form === 'short' ? lines.map(firstClause) : lines);
  return [
    `# Your brief: ${id}\n${brief.focus}`,
    list('Flag', told(brief.flag)),
    list('Leave alone', told(brief.doNotFlag)),
    list(
      'Severity, by example',
      Severity.options.flatMap((severity) =>
        form === 'short' || brief.severity[severity].length === 0
          ? []
          : [`${severity}: ${brief.severity[severity].slice(0, MOST_EXAMPLES).join('; ')}`],
      ),
    ),
    `Rules, with ${id}/ in front: ${(brief.rules ?? Object.keys(rules)).join(', ')}`,
    ...checksFound(found),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** No word that grades a line is longer, its colon included. */
const LONGEST_GRADE = 12;

/** A line up to its colon or semicolon; one that begins by a word and a colon, as a grade, keeps what follows. */
function firstClause(line: string): string {
  const end = line.slice(LONGEST_GRADE).search(/[:;]/);
  return end === -1 ? line : line.slice(0, LONGEST_GRADE + end);
}

function list(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${heading}\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

function checksFound(found: readonly Finding[]): string[] {
  if (found.length === 0) return [];
  const lines = found.slice(0, MOST_FOUND).map((finding) => {
    const { location, title } = finding;
    const line = location?.startLine === null || location === null ? '' : `:${location.startLine} (${location.side})`;
    const place = location === null ? 'no place' : `${visibleName(location.path)}${line}`;
    return `${finding.id} ${finding.rule} ${finding.severity} ${place} ${visibleName(title).slice(0, LONGEST_TITLE)}`;
  });
  if (found.length > MOST_FOUND) lines.push(`and ${found.length - MOST_FOUND} more`);
  return [
    `## What your deterministic checks reported already\nDo not report these again, in other words or under another rule. They can be wrong: what matters for your own findings, look up yourself. A different mistake at the same place is yours to report.\n${untrusted('checks', lines.join('\n'))}`,
  ];
}
