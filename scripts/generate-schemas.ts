import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import * as changeSet from '../schemas/change-set.ts';
import * as config from '../schemas/config.ts';
import * as decision from '../schemas/decision.ts';
import * as finding from '../schemas/finding.ts';
import * as calibration from '../schemas/learning/calibration.ts';
import * as importedOutcomes from '../schemas/learning/imported-outcomes.ts';
import * as location from '../schemas/location.ts';
import * as looseFindings from '../schemas/loose-findings.ts';
import * as outcome from '../schemas/outcome.ts';
import * as review from '../schemas/review.ts';
import * as reviewOutput from '../schemas/review-output.ts';
import * as run from '../schemas/run.ts';
import * as statistics from '../schemas/learning/statistics.ts';
import * as severity from '../schemas/severity.ts';

/** Every schema that makes a document of its own: the name of its file, and what it describes. */
export const DOCUMENTS: Readonly<Record<string, { readonly schema: z.ZodType; readonly title: string }>> = {
  'change-set': { schema: changeSet.ChangeSet, title: 'What Docket reviews' },
  finding: { schema: finding.Finding, title: 'One finding of a reviewer' },
  decision: { schema: decision.Decision, title: 'What the coordinator did with a finding' },
  review: { schema: review.Review, title: 'A review' },
  outcome: { schema: outcome.Outcome, title: 'What became of a published comment' },
  run: { schema: run.Run, title: 'One review of one change set at one head' },
  'repository-config': { schema: config.RepositoryConfig, title: '.github/docket.yml' },
  'operator-config': { schema: config.OperatorConfig, title: "Docket's configuration by its operator" },
  'review-output': { schema: reviewOutput.ReviewDocument, title: 'The output of docket review --format json' },
  'imported-outcomes': {
    schema: importedOutcomes.ImportedOutcomes,
    title: "Another bot's past, as docket outcomes import reads it",
  },
  calibration: { schema: calibration.CalibrationDocument, title: 'The output of docket calibrate --json' },
  statistics: { schema: statistics.StatisticsDocument, title: 'The output of docket stats --json' },
  'loose-findings': { schema: looseFindings.LooseFindings, title: 'Findings of outside reviewers, the loose form' },
};

const FOLDER = new URL('../schemas/json/', import.meta.url);
const MODULES = [
  statistics,
  calibration,
  importedOutcomes,
  changeSet,
  config,
  decision,
  finding,
  location,
  looseFindings,
  outcome,
  review,
  reviewOutput,
  run,
  severity,
];

/** The text of every file of `schemas/json`, by its name. The same schemas give the same bytes. */
export function generateSchemas(): Map<string, string> {
  nameSchemas();
  return new Map(
    Object.entries(DOCUMENTS).map(([name, { schema, title }]) => {
      // Descriptions of what goes in: what Docket adds by itself is not asked of a writer.
      const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
      return [`${name}.json`, `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`];
    }),
  );
}

/** Names of files that are missing, differ, or do not belong. */
export function driftedSchemas(generated: ReadonlyMap<string, string>, folder: URL = FOLDER): string[] {
  const present = namesIn(folder);
  const wrong = [...generated].filter(
    ([name, text]) => !present.includes(name) || readFileSync(new URL(name, folder), 'utf8') !== text,
  );
  return [...wrong.map(([name]) => name), ...present.filter((name) => !generated.has(name))].toSorted();
}

/** Gives exported schemas the name of their export, so that a document refers to `Finding` instead of repeating it. */
function nameSchemas(): void {
  const documents = new Set(Object.values(DOCUMENTS).map(({ schema }) => schema));
  for (const [id, schema] of MODULES.flatMap((module) => Object.entries<unknown>(module))) {
    if (!(schema instanceof z.ZodType) || documents.has(schema)) continue;
    if (z.globalRegistry.get(schema)?.id === undefined) {
      z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
    }
  }
}

function namesIn(folder: URL): string[] {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder);
}

function main(check: boolean): number {
  const generated = generateSchemas();
  const drifted = driftedSchemas(generated);
  if (check) {
    for (const name of drifted)
      process.stderr.write(`schemas/json/${name} is not what the schemas say: npm run schemas\n`);
    return drifted.length === 0 ? 0 : 1;
  }
  for (const name of drifted) {
    const text = generated.get(name);
    if (text === undefined) rmSync(new URL(name, FOLDER));
    else writeFileSync(new URL(name, FOLDER), text);
    process.stdout.write(`schemas/json/${name}\n`);
  }
  return 0;
}

if (import.meta.main) process.exitCode = main(process.argv.includes('--check'));
