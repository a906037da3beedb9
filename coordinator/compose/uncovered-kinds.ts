import { compareText } from '../../schemas/text/compare-text.ts';
import { type JudgedFile, type Lack, RuleFamily, type UncoveredKind } from '../../schemas/judged.ts';

/** Most paths, and most reasons, of a kind that a review carries; how many there are is said. */
const MOST_PATHS = 20;

/** Code and running configuration that nothing judged, a row a kind; what is accepted stands in rows of its own, behind the rest. */
export function uncoveredKinds(files: readonly JudgedFile[]): readonly UncoveredKind[] {
  const open = files.filter(({ state }) => state === 'not-covered');
  const accepted = files.filter(({ state }) => state === 'accepted');
  return [...rows(open, false), ...rows(accepted, true)];
}

/** What any of them lacks, with so many of the reasons. */
function lackOfAll(files: readonly JudgedFile[]): { readonly lack?: Lack } {
  const lacks = files.flatMap(({ lack }) => lack ?? []);
  if (lacks.length === 0) return {};
  const families = RuleFamily.options.filter((family) => lacks.some((lack) => lack.families.includes(family)));
  const reasons = [...new Set(lacks.flatMap((lack) => lack.reasons))].slice(0, MOST_PATHS);
  return { lack: { families, reasons } };
}

function rows(files: readonly JudgedFile[], accepted: boolean): UncoveredKind[] {
  return [...Map.groupBy(files, ({ kind }) => kind.id).values()]
    .flatMap((all) => {
      const [first] = all;
      if (first === undefined) return [];
      return [
        {
          kind: first.kind,
          files: all.length,
          paths: all.slice(0, MOST_PATHS).map(({ path }) => path),
          families: RuleFamily.options.filter((family) => all.every(({ families }) => families.includes(family))),
          accepted,
          ...lackOfAll(all),
        },
      ];
    })
    .toSorted((a, b) => b.files - a.files || compareText(a.kind.id, b.kind.id));
}
