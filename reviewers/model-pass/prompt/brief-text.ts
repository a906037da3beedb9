import type { Finding } from '../../../schemas/finding.ts';
import { Severity } from '../../../schemas/severity.ts';
import type { Brief, Reviewer } from '../../reviewer.ts';
import { secondReadingText } from '../second-reading.ts';
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
export function briefText(subjects: readonly BriefSubject[], angles: readonly string[] = []): string {
  const several =
    subjects.length < 2
      ? []
      : [
          `You speak for ${subjects.length} specialists at once: ${subjects.map(({ reviewer }) => reviewer.id).join(', ')}. Look at the change for each of them in turn; the reviewer in front of a finding's rule says whose it is.`,
        ];
  const again = angles.length === 0 ? [] : [secondReadingText(angles)];
  return [...several, ...subjects.map(one), ...again].join('\n\n');
}

function one({ reviewer, found }: BriefSubject): string {
  const { id, brief, rules } = reviewer;
  return [
    `# Your brief: ${id}\n${brief.focus}`,
    list('Flag', brief.flag),
    list('Leave alone', brief.doNotFlag),
    list(
      'Severity, by example',
      Severity.options.flatMap((severity) =>
        brief.severity[severity].length === 0
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
