import type { SuppressionStory, SuppressionUse } from '../../../history/read/suppressions.ts';
import { InputError } from '../../../schemas/problem.ts';
import { noteSuppression } from '../../history/note-suppression.ts';
import { jsonText } from '../../output/json-text.ts';
import { placeText } from '../../output/words.ts';
import { type HistoryOptions, withRecordedHistory } from '../recorded-history.ts';
import { pageText, plainOneLine, timeText } from '../render/log-text.ts';
import { type HistoryCommandOptions, withMeantHistory } from './history-host.ts';
import { writeHistory } from './write-history.ts';

/** What `--json` prints of each. */
interface Row extends SuppressionStory {
  readonly inForce: boolean;
  readonly uses: readonly SuppressionUse[];
}

/** `docket suppressions list`: the dismissals that hold for the whole repository now; `audit`: all there were, and each use. */
export async function listSuppressions(options: HistoryOptions, audit: boolean): Promise<number> {
  await withRecordedHistory(options, (log) => {
    const now = Date.now();
    const rows = log.past.suppressions().map((story): Row => {
      const inForce = story.ended === null && Date.parse(story.suppression.until) > now;
      return { ...story, inForce, uses: log.past.suppressionUses(story.suppression) };
    });
    const shown = audit ? rows : rows.filter(({ inForce }) => inForce);
    if (options.json === true) return jsonText({ schemaVersion: 1, suppressions: shown });
    if (shown.length === 0) return pageText([`Nothing ${audit ? 'was' : 'is'} dismissed for the whole repository.`]);
    return pageText(shown.flatMap((row) => [...lines(row), ...(audit ? history(row) : [])]));
  });
  return 0;
}

/** `docket suppressions expire ID --reason TEXT`: lets one go. Exit code 4 when that does not get into the store. */
export async function expireSuppression(
  id: string,
  options: HistoryCommandOptions & { readonly reason: string },
): Promise<number> {
  const reason = options.reason.trim().slice(0, 1000);
  if (!/[\p{L}\p{N}]/u.test(reason)) {
    throw new InputError({
      what: 'an end needs a reason',
      where: '--reason',
      remedy: 'Say why it is let go: --reason "…".',
    });
  }
  const found: SuppressionStory[] = [];
  await withRecordedHistory(options, (log) => {
    found.push(...log.past.suppressions().filter(({ suppression, ended }) => suppression.id === id && ended === null));
    return '';
  });
  const [story] = found;
  if (story === undefined) {
    throw new InputError({
      what: `no dismissal for the whole repository that is called ${plainOneLine(id)} is in force`,
      remedy: '`docket suppressions list` names them.',
    });
  }
  return withMeantHistory(options, async (meant) => {
    const actor = 'the operator';
    const word = { suppression: id, actor, reason, at: new Date().toISOString() };
    const code = await writeHistory(meant, (log, run) =>
      noteSuppression(log, [{ kind: 'ended', ...word }], {
        trust: 'local',
        ...(run === undefined ? {} : { id: run }),
        note: `${id} ended by ${actor}`,
      }),
    );
    process.stderr.write(`ended: ${id}; the next review tells what it finds there\n`);
    return code;
  });
}

function lines({ suppression, ended, inForce, uses }: Row): string[] {
  const { id, comment, actor, role, reason, until, names, trust, contests } = suppression;
  const place = placeText(comment.location) ?? '';
  const moved = names.length === 0 ? '' : `, now ${names.at(-1) ?? ''}`;
  const state = ended !== null ? 'ended' : inForce ? `until ${until.slice(0, 10)}` : `expired ${until.slice(0, 10)}`;
  const objections = contests.length === 0 ? '' : `, contested by ${contests.length}`;
  return [
    plainOneLine(`${id}  ${state}  ${comment.severity} ${comment.rule} at ${place}${moved}: ${comment.title}`),
    plainOneLine(`            by ${actor} (${role}, ${trust}): ${reason}; used ${uses.length} times${objections}`),
  ];
}

function history({ suppression: { at, contests }, ended, uses }: Row): string[] {
  const said = [
    { at, text: 'given' },
    ...contests.map((one) => ({ at: one.at, text: `contested by ${one.actor}: ${one.reason}` })),
    ...uses.map((one) => ({ at: one.at, text: `held back ${one.finding} in ${one.label} (docket log ${one.run})` })),
    ...(ended === null ? [] : [{ at: ended.at, text: `ended by ${ended.actor}: ${ended.reason}` }]),
  ];
  return said
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .map((one) => plainOneLine(`            ${timeText(one.at)}  ${one.text}`));
}
