import { ImportedOutcomes } from '../../schemas/learning/imported-outcomes.ts';
import type { OutcomeExample } from '../../schemas/learning/outcome-example.ts';
import { fromJson } from '../tables/row.ts';
import type { Tables } from '../tables/tables.ts';

/** The label of the runs that brought another bot's past: rows of a run are what every history can merge, carry and let go. */
export const IMPORT_LABEL = { source: 'diff', label: 'imported outcomes' } as const;
export const IMPORT_MEDIA = 'application/vnd.docket.outcomes+json';

/** One import that was not withdrawn. */
export interface OutcomeImport {
  readonly run: string;
  readonly at: string;
  /** The digest of the file's contents: what withdrawing lets go. */
  readonly digest: string;
  readonly contents: ImportedOutcomes;
}

/** Every import whose bytes are still there, newest first. */
export function outcomeImports(tables: Tables): readonly OutcomeImport[] {
  return tables.runs.ofLabel(IMPORT_LABEL).flatMap(({ id, startedAt, trust }) =>
    // Nobody may bring a past along with a fork.
    trust === 'fork'
      ? []
      : tables.artifacts.liveOfRun(id).flatMap(({ digest, mediaType }) => {
          const bytes = mediaType === IMPORT_MEDIA ? tables.artifacts.bytes(digest) : null;
          if (bytes === null) return [];
          const contents = fromJson(ImportedOutcomes, Buffer.from(bytes).toString('utf8'));
          return [{ run: id, at: startedAt, digest, contents }];
        }),
  );
}

/** Imported outcomes as the fit reads them. The same file twice counts once. */
export function importedExamples(tables: Tables): readonly OutcomeExample[] {
  const once = new Map(outcomeImports(tables).map((one) => [one.digest, one]));
  return [...once.values()].flatMap(({ at: importedAt, contents }) =>
    contents.outcomes.map(
      ({ rule, outcome, origin, reviewer, confidence, path = null, model = null, at = importedAt }) => ({
        finding: {
          origin,
          rule,
          reviewer: reviewer ?? rule.slice(0, rule.indexOf('/')),
          confidence: Math.round((confidence ?? 50) * 10),
          ...(confidence === undefined ? { stated: false as const } : {}),
          // Somebody computed it or quoted code: what is a mere opinion cannot be told from such a file.
          evidence: rule,
        },
        path,
        model: origin === 'model' ? model : null,
        points: null,
        kind: outcome,
        at,
        imported: true,
      }),
    ),
  );
}
