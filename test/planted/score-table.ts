import { compareText } from '../../schemas/text/compare-text.ts';
import type { Half } from './hazard.ts';
import type { ScoredHazard } from './score.ts';

/** Rows of Markdown: kind by family, and the checks that found something of it. Counts only, so that it may be shown to anybody. */
export function scoreTable(scored: readonly ScoredHazard[]): string {
  const cells = [...Map.groupBy(scored, ({ kind, family }) => `${kind} | ${family}`)].toSorted(([one], [other]) =>
    compareText(one, other),
  );
  const families = [...Map.groupBy(scored, ({ family }) => `all | ${family}`)];
  return [
    '| kind | family | check | seen: found | held out: found | seen: twins alarmed | held out: twins alarmed |',
    '|---|---|---|---:|---:|---:|---:|',
    ...[...cells, ...families].flatMap(([name, cell]) => [
      row(`${name} | any`, cell, () => true),
      ...checksOf(cell).map((check) => row(`${name} | ${check}`, cell, (by) => by === check)),
    ]),
  ].join('\n');
}

/** What was found of the seen half, one line a hazard; the other half stays closed. */
export function seenList(scored: readonly ScoredHazard[]): string {
  return scored
    .filter(({ half }) => half === 'seen')
    .map(({ id, family, foundBy, alarmedBy }) => {
      const found = foundBy.length === 0 ? 'missed' : `found by ${foundBy.join(', ')}`;
      const alarmed = alarmedBy.length === 0 ? '' : `; ITS TWIN IS REPORTED by ${alarmedBy.join(', ')}`;
      return `${id} (${family}): ${found}${alarmed}`;
    })
    .join('\n');
}

function row(name: string, cell: readonly ScoredHazard[], counts: (check: string) => boolean): string {
  const of = (half: Half, by: 'foundBy' | 'alarmedBy'): string => {
    const all = cell.filter((one) => one.half === half);
    return `${all.filter((one) => one[by].some(counts)).length}/${all.length}`;
  };
  const figures = [
    of('seen', 'foundBy'),
    of('held-out', 'foundBy'),
    of('seen', 'alarmedBy'),
    of('held-out', 'alarmedBy'),
  ];
  return `| ${name} | ${figures.join(' | ')} |`;
}

function checksOf(cell: readonly ScoredHazard[]): string[] {
  return [...new Set(cell.flatMap(({ foundBy, alarmedBy }) => [...foundBy, ...alarmedBy]))].toSorted(compareText);
}
