import type { FindingHistory, FindingChapter } from '../../../history/read/finding-history.ts';
import { placeText } from '../../output/words.ts';
import {
  type LogOptions,
  plainOneLine,
  pageText,
  paragraph,
  quotedText,
  severityColour,
  shortId,
  timeText,
} from './log-text.ts';
import { outcomeText, publicationText } from './render-run.ts';
import { stateText } from '../../output/state-text.ts';

/** `docket why FINDING`: who said it, on what evidence, what was decided and why, where it went, what became of it. */
export function renderFindingHistory(story: FindingHistory, options: LogOptions): string {
  const { colours, width } = options;
  const identity = [`fingerprint ${story.fingerprint ?? 'none'}`, `concern ${story.concern ?? 'none'}`].join(', ');
  return pageText([
    colours.bold(`Finding ${plainOneLine(story.finding)}`),
    ...paragraph(identity, { width }).map((line) => colours.dim(line)),
    ...story.chapters.flatMap((chapter) => ['', ...chapterLines(chapter, options)]),
    ...(story.remembered.length === 0
      ? []
      : [
          '',
          colours.bold('What later reviews knew of it'),
          ...story.remembered.flatMap(({ run, concern: { state, note } }) =>
            paragraph(`${shortId(run.id)} ${timeText(run.startedAt)} ${state}: ${note}`, { width }),
          ),
        ]),
    ...(story.outcomes.length === 0
      ? []
      : [
          '',
          colours.bold('What became of it'),
          ...story.outcomes.flatMap((outcome) => paragraph(outcomeText(outcome), { width })),
        ]),
  ]);
}

function chapterLines(chapter: FindingChapter, { colours, width }: LogOptions): string[] {
  const { run, finding } = chapter;
  const paint = severityColour(colours, finding.severity);
  const text = (words: string): string[] => paragraph(words, { width });
  return [
    `${colours.yellow(shortId(run.id))}  ${colours.dim(timeText(run.startedAt))}  ${plainOneLine(run.label)}`,
    ...text(
      `${finding.reviewer} (${finding.origin}) says ${finding.id}: ${finding.rule}, ${finding.stated === false ? 'without saying how sure' : `${finding.confidence / 10}% sure`}`,
    ),
    ...text(placeText(finding.location) ?? 'no place given'),
    ...paragraph(`${finding.severity}: ${finding.title}`, { width }).map(paint),
    ...(finding.explanation === '' ? [] : text(finding.explanation)),
    ...scenarioLines(finding.failureScenario, width),
    ...(finding.evidence === null
      ? text('Evidence: none quoted')
      : ['  Evidence:', ...quotedText(finding.evidence, 4)]),
    ...(finding.references.length === 0 ? [] : text(`See ${finding.references.join(', ')}`)),
    ...decisionLines(chapter, width),
    ...chapter.publications.flatMap((record) => text(`Went to ${publicationText(record)}`)),
  ];
}

function scenarioLines(scenario: FindingChapter['finding']['failureScenario'], width: number): string[] {
  if (scenario === null) return [];
  const { description, command, expected, actual } = scenario;
  const parts = [
    `Fails when: ${description}`,
    ...(command === undefined ? [] : [`  command: ${command}`]),
    ...(expected === undefined ? [] : [`  expected: ${expected}`]),
    ...(actual === undefined ? [] : [`  actual: ${actual}`]),
  ];
  return parts.flatMap((part) => paragraph(part, { width }));
}

function decisionLines({ decision, carrier, merged }: FindingChapter, width: number): string[] {
  const text = (words: string): string[] => paragraph(words, { width });
  if (decision === null) return text('Decided: nothing, the run did not get that far');
  const carried =
    carrier === null ? '' : `, which is ${stateText(carrier.decision?.state ?? null)} ("${carrier.finding.title}")`;
  return [
    ...text(`Decided: ${stateText(decision.state)}${carried}`),
    ...decision.steps.flatMap(({ step, note }) => paragraph(`${step}: ${note}`, { width, indent: 4 })),
    ...merged.flatMap((other) => text(`Carries ${other.id} of ${other.reviewer}: ${other.title}`)),
  ];
}
