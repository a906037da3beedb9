import type { ReviewComment } from '../../../schemas/review.ts';
import { inlineCode } from '../text/neutralise.ts';
import { foldedComments, openComments, sureText } from '../comment-words.ts';
import { remarkLines } from '../remark-lines.ts';
import type { ReviewOutput } from '../review-output.ts';
import { placeText } from '../words.ts';
import { plural } from '../plural.ts';
import type { Section } from './fit-sections.ts';
import { inlineBody } from './inline-body.ts';
import { counts, type Known, knownConcerns } from './known-concerns.ts';
import { filesAddress } from './files-address.ts';
import { line, cut } from './one-line.ts';
import { plannedPlace } from './placed-comments.ts';
import type { PublicationFacts } from './publication-facts.ts';
import { severityDot } from './severity-look.ts';

/** So many findings that have no other place are told in full; of more, a line each. */
const MOST_IN_FULL = 20;
const LONGEST = { title: 200, place: 300, note: 300 } as const;
/** Most bytes of one finding told in full. */
const FULL_LIMIT = 8000;

/** Whether findings that have a comment of their own are told in full as well. */
interface SectionWishes {
  readonly everythingInFull: boolean;
}

/** Everything that a summary lists, what must be acted on first. */
export function summarySections(output: ReviewOutput, facts: PublicationFacts, wishes: SectionWishes): Section[] {
  const comments = openComments(output.review);
  const elsewhere = (comment: ReviewComment) => !wishes.everythingInFull && plannedPlace(comment) !== null;
  const homeless = comments.filter((comment) => !elsewhere(comment));
  const full = wishes.everythingInFull ? homeless : homeless.slice(0, MOST_IN_FULL);
  const placed = comments.filter(elsewhere);
  const known = knownConcerns(output, facts.conversation);
  const of = (...states: readonly Known['now']['state'][]) => known.filter(({ now }) => states.includes(now.state));
  const list = (heading: string, items: readonly string[], share: number): Section => ({
    heading: items.length === 0 ? '' : `**${heading}** (${items.length})`,
    items,
    separator: '\n',
    share,
    left: (count) => `- … ${count} more did not fit here. ${whereToLook(output)}`,
  });
  return [
    {
      heading: full.length === 0 ? '' : `**New** (${full.length})`,
      items: full.map((comment) => fullEntry(comment, output)),
      separator: '\n\n',
      share: 35,
      left: (count) => `---\n\n**${plural(count, 'more finding')} did not fit here.** ${whereToLook(output)}`,
    },
    list(
      'New, in short',
      homeless.slice(full.length).map((one) => newLine(one, null)),
      10,
    ),
    list(
      'New, beside the code',
      placed.map((one) => newLine(one, filesAddress(one, facts))),
      10,
    ),
    foldedSection(output),
    list('Still standing', known.filter(counts).map(standingLine), 20),
    list('Disputed, found again, not counted', of('claimed').map(settledLine), 5),
    list('Dismissed', of('dismissed').map(settledLine), 5),
    fixedSection(of('fixed'), list),
    // Under a heading of its own: items behind items would be one list.
    list('Beside the findings', [...tamperedLine(facts), ...remarkLines(output, '/docket explain')], 20),
  ];
}

/** What does not stand openly is counted, and there for whoever opens it. */
function foldedSection(output: ReviewOutput): Section {
  const folded = foldedComments(output.review);
  return {
    heading:
      folded.length === 0 ? '' : `<details><summary>${plural(folded.length, 'finding')} of less weight</summary>`,
    items: folded.map((comment) => `- ${titled(comment, null)} · ${sureText(comment)} · ${id(comment)}`),
    separator: '\n',
    share: 10,
    left: (count) => `- … ${count} more did not fit here. ${whereToLook(output)}`,
    end: '</details>',
  };
}

/** What was fixed since the last review is named; what was fixed before is only counted. */
function fixedSection(
  fixed: readonly Known[],
  list: (heading: string, items: readonly string[], share: number) => Section,
): Section {
  const since = fixed.filter(({ before }) => before !== 'fixed');
  const earlier = fixed.length - since.length;
  const section = list('Fixed', since.map(settledLine), 5);
  if (fixed.length === 0) return section;
  const heading = since.length === 0 ? '**Fixed before**' : '**Fixed** since the last review';
  const also = earlier > 0 && since.length > 0 ? `, ${earlier} before` : '';
  return { ...section, heading: `${heading} (${since.length === 0 ? earlier : since.length}${also})` };
}

function fullEntry(comment: ReviewComment, output: ReviewOutput): string {
  const recorded = output.runId !== null;
  return `---\n\n${inlineBody(comment, { suggestion: null, recorded, withPlace: true, limit: FULL_LIMIT })}`;
}

function newLine(comment: ReviewComment, url: string | null): string {
  // Its comment has the id, and is one click away.
  return `- ${titled(comment, url)}${url === null ? ` · ${id(comment)}` : ''}`;
}

function standingLine({ now, thread }: Known): string {
  const unseen = now.state === 'unknown' ? ` — not looked at again: ${line(now.note, LONGEST.note)}` : '';
  return `- ${titled(now.comment, thread?.url ?? null)}${unseen} · ${id(now.comment)}`;
}

/** With who said why, or how it is known. */
function settledLine({ now, thread, actor, reason }: Known): string {
  const isWord = (now.state === 'dismissed' || now.state === 'claimed') && actor !== null;
  const why = line((isWord ? reason : null) ?? now.note, LONGEST.note);
  const who = isWord ? `${inlineCode(cut(actor, LONGEST.title))}: ` : '';
  return `- ${titled(now.comment, thread?.url ?? null)} — ${who}${why} · ${id(now.comment)}`;
}

/** Severity, place and title; the place leads to our comment where there is one. */
function titled(comment: ReviewComment, url: string | null): string {
  const place = placeText(comment.location);
  const where = place === null ? null : inlineCode(cut(place, LONGEST.place));
  const link = url !== null && isOwnAddress(url) ? `[${where ?? 'comment'}](${url})` : where;
  return `${severityDot(comment.severity)} ${link === null ? '' : `${link} `}${line(comment.title, LONGEST.title)}`;
}

/** What somebody put into our mouth is not ours. */
function tamperedLine({ conversation: { tampered = [] } }: PublicationFacts): string[] {
  if (tampered.length === 0) return [];
  const [first = '', ...more] = tampered.filter(isOwnAddress);
  const where = first === '' ? '' : ` ([${more.length === 0 ? 'here' : 'the first'}](${first}))`;
  const what = tampered.length === 1 ? '1 comment of ours was' : `${tampered.length} comments of ours were`;
  return [`- ⚠️ ${what} edited by somebody else, and counts for nothing any more${where}`];
}

/** An address as GitHub makes them: nothing in it ends the link. */
function isOwnAddress(url: string): boolean {
  return /^https?:\/\/[\w.:-]+\/[\w./#?=&%-]*$/.test(url);
}

function id({ finding }: ReviewComment): string {
  return inlineCode(cut(finding, LONGEST.title));
}

function whereToLook({ runId }: ReviewOutput): string {
  return runId === null ? 'The run was not recorded.' : `All of it stands in the log, as run ${inlineCode(runId)}.`;
}
