import { COORDINATOR_VERSION } from '../../../coordinator/version.ts';
import type { HistoryLog } from '../../../history/log.ts';
import { IMPORT_LABEL, IMPORT_MEDIA } from '../../../history/read/imported-outcomes.ts';
import { stepKey } from '../../../history/write/record-coordination.ts';
import type { ImportedOutcomes } from '../../../schemas/learning/imported-outcomes.ts';
import { InputError } from '../../../schemas/problem.ts';
import { canonicalJson } from '../../../schemas/text/canonical-json.ts';
import { readOutcomesFile } from '../../history/read-outcomes-file.ts';
import { scrubValue } from '../../known-secrets.ts';
import { plural } from '../../output/plural.ts';
import { jsonText } from '../../output/json-text.ts';
import { DOCKET_VERSION } from '../../version.ts';
import { type HistoryOptions, withRecordedHistory } from '../recorded-history.ts';
import { pageText, plainOneLine, timeText } from '../render/log-text.ts';
import { type HistoryCommandOptions, withMeantHistory } from './history-host.ts';
import { purgeCommand } from './keep-command.ts';
import { writeHistory } from './write-history.ts';

/** `docket outcomes import FILE`: another bot's past to begin with. Exit code 4 when it does not get into the store. */
export async function importOutcomes(file: string, options: HistoryCommandOptions): Promise<number> {
  return withMeantHistory(options, async (meant) => {
    const contents = scrubValue(await readOutcomesFile(meant.host.cwd, file));
    const code = await writeHistory(meant, (log, id) => record(log, contents, id));
    const { length } = contents.outcomes;
    say(
      `imported: ${plural(length, 'outcome')} of ${plainOneLine(contents.source)}, which weigh like 5 at most in each group`,
    );
    return code;
  });
}

/** `docket outcomes list`: the imports that count. */
export async function listOutcomes(options: HistoryOptions): Promise<number> {
  await withRecordedHistory(options, (log) => {
    const imports = log.past.outcomeImports();
    if (options.json === true) {
      const rows = imports.map(({ contents, ...one }) => ({
        ...one,
        source: contents.source,
        outcomes: contents.outcomes.length,
      }));
      return jsonText({ schemaVersion: 1, imports: rows });
    }
    return pageText(
      imports.length === 0
        ? ['Nothing was imported.']
        : imports.map(
            ({ at, contents }) =>
              `${timeText(at)}  ${plural(contents.outcomes.length, 'outcome')} of ${plainOneLine(contents.source)}`,
          ),
    );
  });
  return 0;
}

/** `docket outcomes withdraw SOURCE`: what was imported under a name counts no more; its bytes go, and a tombstone says why. */
export async function withdrawOutcomes(source: string, options: HistoryCommandOptions): Promise<number> {
  const digests = new Set<string>();
  await withRecordedHistory(options, (log) => {
    for (const one of log.past.outcomeImports()) if (one.contents.source === source) digests.add(one.digest);
    return '';
  });
  if (digests.size === 0) {
    throw new InputError({
      what: `nothing was imported under the name ${plainOneLine(source)}`,
      remedy: '`docket outcomes list` names what was.',
    });
  }
  let code = 0;
  for (const digest of digests) code = Math.max(code, await purgeCommand(digest, options));
  say(`withdrawn: what was imported under the name ${plainOneLine(source)}`);
  return code;
}

function record(log: HistoryLog, contents: ImportedOutcomes, id?: string): void {
  const facts = {
    ...IMPORT_LABEL,
    docketVersion: DOCKET_VERSION,
    coordinatorVersion: COORDINATOR_VERSION,
    baseCommit: null,
    headCommit: null,
    trust: 'local',
    configDigest: stepKey(IMPORT_LABEL),
  } as const;
  const run = log.startRun(facts, id === undefined ? {} : { id });
  run.putArtifact(Buffer.from(canonicalJson(contents)), IMPORT_MEDIA);
  run.finish('finished', `the past of ${contents.source}`);
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);
