import type { Colours } from '../../output/text/colours.ts';
import type { PublicationRecord, RunDetail } from '../../../history/read/run-detail.ts';
import type { RememberedConcern } from '../../../schemas/review.ts';
import { placeText } from '../../output/words.ts';
import { plural } from '../../output/plural.ts';
import { type LogOptions, plainOneLine, pageText, paragraph, severityColour, timeText } from './log-text.ts';
import { endText, stateWords } from './render-log.ts';
import { costText, modelHalfText, useText } from './render-usage.ts';
import { stateText } from '../../output/state-text.ts';

/** `docket log RUN`: what happened in one run, in its order. */
export function renderRun(detail: RunDetail, { width, colours }: LogOptions): string {
  const { run, review, tombstones } = detail;
  const facts = (text: string): string[] => paragraph(text, { width });
  return pageText([
    colours.bold(`Run ${run.id}`),
    ...facts(`${run.label} (${run.source}, ${run.trust})`),
    ...facts(`base ${run.baseCommit ?? 'unknown'}, head ${run.headCommit ?? 'unknown'}`),
    ...facts(
      `Docket ${run.docketVersion}, coordinator ${run.coordinatorVersion}, configuration ${run.configDigest.slice(0, 12)}`,
    ),
    ...detail.events.flatMap(({ at, state, note }) =>
      facts(`${timeText(at)} ${state}${note === null ? '' : `: ${note}`}`),
    ),
    ...(detail.events.length === 1 ? facts(`${stateWords('started')}: still at work, or it died`) : []),
    ...heading(
      'Steps',
      detail.steps.flatMap((step) => [
        ...facts(stepText(step)),
        ...stepUsage(step).flatMap((text) => paragraph(text, { width, indent: 4 })),
      ]),
      colours,
    ),
    ...heading('Models', totals(detail).flatMap(facts), colours),
    ...heading(
      'Findings',
      detail.findings.flatMap((entry) => findingLines(entry, width, colours)),
      colours,
    ),
    ...(review === null
      ? []
      : heading(
          'Review',
          facts(`${endText({ state: 'finished', review, note: null })}. ${review.verdictReason}`),
          colours,
        )),
    ...heading(
      'Raised before',
      (review?.remembered ?? []).flatMap((one) => facts(rememberedLine(one))),
      colours,
    ),
    ...heading(
      'Where it went',
      detail.publications.flatMap((record) => facts(publicationText(record))),
      colours,
    ),
    ...heading(
      'Outcomes',
      detail.outcomes.flatMap((outcome) => facts(outcomeText(outcome))),
      colours,
    ),
    ...(tombstones.length === 0
      ? []
      : [
          '',
          ...facts(`The bytes of ${plural(tombstones.length, 'artifact')} were let go: ${tombstones[0]?.reason ?? ''}`),
        ]),
  ]);
}

function heading(title: string, lines: readonly string[], colours: Colours): string[] {
  return lines.length === 0 ? [] : ['', colours.bold(title), ...lines];
}

function stepText({ step, events }: RunDetail['steps'][number]): string {
  const last = events.at(-1);
  const end = last === undefined || last.state === 'started' ? 'not finished' : last.state;
  const reason = last?.reason ?? null;
  return `${step.name}${step.name === step.kind ? '' : ` (${step.kind})`}: ${end}${reason === null ? '' : `: ${reason}`}`;
}

/** What models did for a step: nothing is said of a step without any. */
function stepUsage({ model, usage }: RunDetail['steps'][number]): string[] {
  return [
    ...(model === null ? [] : [modelHalfText(model)]),
    ...usage.models.map(useText),
    ...(usage.toolCalls === 0 ? [] : [plural(usage.toolCalls, 'tool call')]),
  ];
}

function totals({ usage }: RunDetail): string[] {
  if (usage.models.length === 0) return [];
  return [...usage.models.map(useText), `${plural(usage.toolCalls, 'tool call')}, ${costText(usage.models)} in all`];
}

function findingLines({ finding, decision }: RunDetail['findings'][number], width: number, colours: Colours): string[] {
  const place = placeText(finding.location) ?? 'no place given';
  const paint = severityColour(colours, finding.severity);
  return [
    `  ${paint(finding.severity)} ${colours.bold(plainOneLine(finding.id))}  ${plainOneLine(`${finding.rule}  ${place}`)}`,
    ...paragraph(finding.title, { width, indent: 4 }),
    ...paragraph(`-> ${stateText(decision?.state ?? null)}`, { width, indent: 4 }).map((line) => colours.dim(line)),
  ];
}

/** `terminal: receipt at 2026-01-31 12:30:05Z` */
export function publicationText({ publication, events }: PublicationRecord): string {
  const last = events.at(-1);
  if (last === undefined) return `${publication.target}: unknown`;
  const words = { intent: 'begun, no receipt', receipt: 'arrived', failed: 'failed' }[last.state];
  return `${publication.target}: ${words} at ${timeText(last.at)}${last.reference === null ? '' : ` (${last.reference})`}`;
}

/** `standing: critical src/a.ts:3 Title (f-1; it was found again)` */
function rememberedLine({ state, note, comment }: RememberedConcern): string {
  const place = placeText(comment.location);
  return `${state}: ${comment.severity}${place === null ? '' : ` ${place}`} ${comment.title} (${comment.finding}; ${note})`;
}

export function outcomeText({ kind, actor, role, reason, at, concern }: RunDetail['outcomes'][number]): string {
  const who = actor === null ? '' : ` by ${actor}${typeof role === 'string' ? ` (${role})` : ''}`;
  return `${timeText(at)} ${kind}${who}${reason === null ? '' : `: ${reason}`} [concern ${concern}]`;
}
