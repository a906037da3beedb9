import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { LabelledCase } from './labelled-case.ts';

const Location = z.object({
  symbolic: z.object({
    key: z.object({ Local: z.object({ verbatim_path: z.string() }).optional() }),
    kind: z.string(),
    annotation: z.string(),
  }),
  concrete: z.object({
    feature: z.string(),
    location: z.object({ start_point: z.object({ row: z.int() }), end_point: z.object({ row: z.int() }) }),
  }),
});
const Labels = z.array(
  z.object({
    ident: z.string(),
    ignored: z.boolean(),
    determinations: z.object({ severity: z.string() }),
    locations: z.array(Location),
  }),
);

/** What is left out on purpose although others of its class are told: versions of GitHub's own actions, rights that only the settings give, and rights to read. */
const ASIDE: Readonly<Record<string, RegExp>> = {
  'unpinned-uses': /^\W*(?:actions|github)\//,
  'excessive-permissions': /^(?:default permissions used|uses read-all)/,
};
/** Rules of ours that alone say the same, where a step is named for more than one reason. */
const SAME: Readonly<Record<string, readonly string[]>> = { 'use-trusted-publishing': ['secrets-exposed'] };

/** So far is the first line of a step looked for. */
const MOST_OF_A_STEP = 6;

/** The workflows and actions of zizmor's tests, with what its own program says of them (`zizmor --offline --format json FILE…`). */
export function zizmorCases(folder: string, labels: string): LabelledCase[] {
  const found = Labels.parse(JSON.parse(readFileSync(labels, 'utf8')))
    .filter(({ ignored }) => !ignored)
    .flatMap(({ ident, determinations, locations }) => {
      const grave = /^(?:Medium|High)$/.test(determinations.severity);
      const place = locations.find(({ symbolic }) => symbolic.kind === 'Primary') ?? locations[0];
      const path = place?.symbolic.key.Local?.verbatim_path;
      if (place === undefined || path === undefined) return [];
      const { start_point, end_point } = place.concrete.location;
      const aside = [place.concrete.feature, place.symbolic.annotation].some((words) => ASIDE[ident]?.test(words));
      // A key among a step's inputs stands below the line that names the step.
      const last =
        ident === 'use-trusted-publishing'
          ? Math.max(...locations.map(({ concrete }) => concrete.location.end_point.row))
          : end_point.row;
      const lines = [start_point.row + 1, last + 1] as const;
      const rules = SAME[ident];
      return [{ name: ident, path, lines, bad: true, grave, aside, ...(rules !== undefined && { rules }) }];
    });
  const inStep = (text: string, [first, last]: readonly [number, number]): readonly [number, number] => {
    const lines = text.split('\n');
    // A finding of ours names the step from its first line on, one of theirs the key in it.
    const start = lines.slice(0, first).findLastIndex((line) => /^\s*- /.test(line)) + 1;
    return [first - start <= MOST_OF_A_STEP && start > 0 ? start : first, last];
  };
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ya?ml$/.test(path) && !/dependabot/.test(path) && existsSync(join(folder, path)))
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
    .map(({ path, text }) => ({
      path: /^action\.ya?ml$/.test(basename(path)) ? path : `.github/workflows/${path.replaceAll('/', '-')}`,
      text,
      marks: found
        .filter((one) => one.path.endsWith(`/${path}`))
        .map(({ lines, ...mark }) => ({ ...mark, lines: inStep(text, lines) })),
    }));
}
