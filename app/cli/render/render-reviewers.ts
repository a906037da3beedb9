import { compareText } from '../../../schemas/text/compare-text.ts';
import { neutraliseTerminal } from '../../output/text/neutralise.ts';

/** What `docket reviewers --json` prints. */
export interface ReviewersDocument {
  readonly schemaVersion: 1;
  readonly reviewers: readonly {
    readonly id: string;
    readonly description: string;
    readonly enabled: boolean;
    /** Whether a model may be asked on its behalf. */
    readonly hasModelPass: boolean;
    readonly checks: readonly {
      readonly id: string;
      readonly judges: readonly { readonly kinds: readonly string[]; readonly families: readonly string[] }[];
    }[];
  }[];
}

/** Reviewers and their checks, for people. */
export function renderReviewers({ reviewers }: ReviewersDocument): string {
  const lines = reviewers.flatMap(({ id, description, enabled, checks }) => [
    `${id}${enabled ? '' : ' (off)'}: ${description}`,
    ...checks.map(
      (check) =>
        `  ${[check.id, ...check.judges.map(({ kinds, families }) => judgesText(kinds, families))].join('  ')}`,
    ),
  ]);
  return `${neutraliseTerminal(lines.join('\n'))}\n`;
}

function judgesText(kinds: readonly string[], families: readonly string[]): string {
  return `${families.join(', ')}: ${kinds.includes('*') ? 'every kind of file' : kinds.join(', ')}`;
}

/** A row a kind of file, with the families of rules that are looked for in it; `*` is every kind. */
export function renderKinds(document: ReviewersDocument): string {
  const declared = document.reviewers
    .filter(({ enabled }) => enabled)
    .flatMap(({ checks }) => checks.flatMap(({ judges }) => judges));
  const rows = judgedKinds(declared).map(({ kind, families }) => `${kind.padEnd(24)}${families.join(', ')}`);
  return `${neutraliseTerminal(rows.join('\n'))}\n`;
}

/** What is judged where: families by kind, kinds in order and `*` last. */
export function judgedKinds(
  declared: readonly { readonly kinds: readonly string[]; readonly families: readonly string[] }[],
): { readonly kind: string; readonly families: readonly string[] }[] {
  const single = declared.flatMap(({ kinds, families }) => kinds.map((kind) => ({ kind, families })));
  return [...Map.groupBy(single, ({ kind }) => kind)]
    .map(([kind, all]) => ({ kind, families: [...new Set(all.flatMap(({ families }) => families))] }))
    .toSorted((a, b) => Number(a.kind === '*') - Number(b.kind === '*') || compareText(a.kind, b.kind));
}
