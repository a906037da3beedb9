import type { Annotation } from '../../../schemas/publication.ts';
import type { ReviewComment } from '../../../schemas/review.ts';
import type { Severity } from '../../../schemas/severity.ts';
import type { ReviewOutput } from '../review-output.ts';
import { openComments } from '../comment-words.ts';
import { makeVisible } from '../text/visible.ts';
import { cut, plainLine } from './one-line.ts';
import { counts, knownConcerns } from './known-concerns.ts';
import type { PublicationFacts } from './publication-facts.ts';

const LEVELS: Readonly<Record<Severity, Annotation['level']>> = {
  critical: 'failure',
  warning: 'warning',
  suggestion: 'notice',
};
const LONGEST = { title: 255, message: 4000 } as const;

/** Marks on lines of the head for everything that counts and has no comment on its lines. */
export function annotations(output: ReviewOutput, facts: PublicationFacts): Annotation[] {
  const standing = knownConcerns(output, facts.conversation)
    .filter(counts)
    .map(({ now }) => now.comment);
  return [...openComments(output.review), ...standing].flatMap((comment) => annotationOf(comment) ?? []);
}

function annotationOf(comment: ReviewComment): Annotation | null {
  const { location, placement, severity } = comment;
  if (placement === 'inline' || location === null || location.side === 'old') return null;
  // A comment on the file says the same already, unless lines can be named. Names that are not UTF-8 cannot be said to GitHub.
  if ((placement === 'file' && location.startLine === null) || !location.path.isWellFormed()) return null;
  const startLine = location.startLine ?? 1;
  return {
    path: location.path,
    startLine,
    endLine: location.endLine ?? startLine,
    level: LEVELS[severity],
    title: plainLine(comment.title, LONGEST.title),
    message: messageOf(comment),
  };
}

/** Shown as it is, without Markdown. */
function messageOf({ title, explanation, failureScenario, rule, finding }: ReviewComment): string {
  const parts = [
    explanation.trim() === '' ? title : explanation,
    failureScenario === null ? '' : `How it fails: ${failureScenario.description}`,
  ];
  const text = parts.filter((part) => part !== '').join('\n\n');
  return makeVisible(`${cut(text, LONGEST.message)}\n\n${cut(rule, LONGEST.title)}, ${cut(finding, LONGEST.title)}`);
}
