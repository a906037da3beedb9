import type { PolicyReplay, ReplayResult, StateChange } from '../../history/replay.ts';
import { verdictText } from '../../output/words.ts';
import { plural } from '../../output/plural.ts';
import { type LogOptions, plainOneLine, pageText, paragraph, shortId } from './log-text.ts';
import { stateText } from '../../output/state-text.ts';

/** Most differences shown; all of them stand in the JSON. */
const SHOWN = 20;

/** `docket replay RUN` */
export function renderReplay(result: ReplayResult, { width, colours }: LogOptions): string {
  const { run, identical, sameVersion, version } = result;
  const versions = sameVersion
    ? `coordinator ${version}`
    : `recorded by coordinator ${run.coordinatorVersion}, recomputed by ${version}`;
  const facts = `${plural(result.findings, 'finding')}, ${versions}`;
  if (identical) return pageText([`${colours.green('✓')} Run ${run.id}: the same, byte for byte (${facts})`]);
  const word = sameVersion ? 'NOT the same, although the coordinator is' : 'differs, under another coordinator';
  const mark = sameVersion ? colours.red('✗') : colours.yellow('!');
  const { differences } = result;
  return pageText([
    `${mark} Run ${run.id}: ${word} (${facts})`,
    ...verdictLines(result.verdict, width),
    ...result.changes.flatMap((change) => changeLines(change, width)),
    ...differences.slice(0, SHOWN).flatMap(({ at, before, after }) =>
      paragraph(`${at}: ${JSON.stringify(before) ?? 'nothing'} -> ${JSON.stringify(after) ?? 'nothing'}`, {
        width,
        indent: 4,
      }),
    ),
    ...(differences.length > SHOWN ? [`    and ${differences.length - SHOWN} more`] : []),
  ]);
}

/** `docket replay --config other.yml` */
export function renderPolicyReplay({ runs, skipped }: PolicyReplay, { width, colours }: LogOptions): string {
  const changed = runs.filter(({ changes, verdict }) => changes.length > 0 || verdict.before !== verdict.after);
  return pageText([
    ...changed.flatMap(({ run, verdict, changes }) => [
      `${colours.yellow(shortId(run.id))}  ${plainOneLine(run.label)}`,
      ...verdictLines(verdict, width),
      ...changes.flatMap((change) => changeLines(change, width)),
    ]),
    ...skipped.flatMap(({ run, reason }) => [
      `${colours.yellow(shortId(run.id))}  ${plainOneLine(run.label)}`,
      ...paragraph(`not computed: ${reason}`, { width }),
    ]),
    colours.bold(`${changed.length} of ${plural(runs.length, 'run')} would have come out differently`),
  ]);
}

function verdictLines({ before, after }: ReplayResult['verdict'], width: number): string[] {
  return before === after ? [] : paragraph(`verdict: ${verdictText(before)} -> ${verdictText(after)}`, { width });
}

function changeLines({ finding, before, after }: StateChange, width: number): string[] {
  return paragraph(`${finding}: ${stateText(before)} -> ${stateText(after)}`, { width });
}
