import { isMap, isSeq, parseDocument } from 'yaml';
import type { PlantedHazard } from './hazard.ts';

/**
 * Planted hazards in other clothes: what somebody wrote for one kind of file, put by rule into another kind that runs the same. The author of
 * the checks sees neither: the halves stay what they were. A hazard that the other kind cannot hold is left out.
 */
export function dressed(hazards: readonly PlantedHazard[]): readonly PlantedHazard[] {
  return hazards.flatMap((planted) => {
    if (planted.kind === 'workflow') return inClothes(planted, 'github-action', asAction);
    return planted.kind === 'shell' ? inClothes(planted, 'makefile', asMakefile) : [];
  });
}

/** A text, and for each of its lines from 1 the line in the clothes; null where the line is none of them. */
interface Clothes {
  readonly text: string;
  readonly lineOf: (line: number) => number | null;
}

function inClothes(
  planted: PlantedHazard,
  kind: 'github-action' | 'makefile',
  dress: (text: string, near: number) => Clothes | null,
): PlantedHazard[] {
  const [first, last] = planted.hazardLines;
  const hazard = dress(planted.hazard.toString(), first);
  const [start, end] = [hazard?.lineOf(first) ?? null, hazard?.lineOf(last) ?? null];
  const safe = dress(planted.safe.toString(), first);
  if (hazard === null || start === null || end === null || safe === null) return [];
  const base = planted.base === null ? null : (dress(planted.base.toString(), first)?.text ?? null);
  const path = kind === 'makefile' ? `${planted.id}/Makefile` : `.github/actions/${planted.id}/action.yml`;
  return [
    {
      ...planted,
      id: `${planted.id}-as-${kind}`,
      kind,
      path,
      hazardLines: [start, end],
      base: base === null ? null : Buffer.from(base),
      hazard: Buffer.from(hazard.text),
      safe: Buffer.from(safe.text),
    },
  ];
}

/** The steps of the job nearest to a line, as the steps of a composite action. */
function asAction(text: string, near: number): Clothes | null {
  const document = parseDocument(text);
  const jobs = isMap(document.contents) ? document.contents.get('jobs') : null;
  if (!isMap(jobs)) return null;
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  const lists = jobs.items.flatMap(({ value }) => {
    const steps: unknown = isMap(value) ? value.get('steps', true) : null;
    return isSeq(steps) && steps.range ? [{ first: lineAt(steps.range[0]), last: lineAt(steps.range[1] - 1) }] : [];
  });
  const found = lists.find(({ first, last }) => near >= first - 1 && near <= last) ?? lists[0];
  if (found === undefined) return null;
  const lines = text.split('\n').slice(found.first - 1, found.last);
  const indent = /^\s*/.exec(lines[0] ?? '')?.[0].length ?? 0;
  const head = ['name: a', 'description: b', 'runs:', '  using: composite', '  steps:'];
  const body = lines.map((line) =>
    line.trim() === '' ? '' : `    ${line.slice(Math.min(indent, line.search(/\S/)))}`,
  );
  return {
    text: `${[...head, ...body].join('\n')}\n`,
    lineOf: (line) => (line < found.first || line > found.last ? null : line - found.first + 1 + head.length),
  };
}

/** The script as one recipe. */
function asMakefile(text: string): Clothes {
  const head = ['SHELL := /bin/bash', '.ONESHELL:', 'run:'];
  const body = text
    .trimEnd()
    .split('\n')
    .map((line) => `\t${line.startsWith('#!') ? ':' : line.replaceAll('$', '$$$$')}`);
  return { text: `${[...head, ...body].join('\n')}\n`, lineOf: (line) => line + head.length };
}
