import { neverRuns } from '../../changed-code/never-runs.ts';
import { below } from '../../changed-code/syntax-node.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { changedContracts, type Contract } from '../../changed-code/callers/changed-contracts.ts';
import { worldOf } from '../../changed-code/callers/gather-world.ts';
import { callerLanguage } from '../../changed-code/callers/world.ts';
import { readFileFacts, type Wanted } from '../../changed-code/callers/read-file-facts.ts';
import { type StaleUse, staleUses } from '../../changed-code/callers/stale-use.ts';
import { isFixture } from '../paths.ts';

/** A change that alters more is no refactoring that anybody finishes by hand. */
const MOST_CHANGED = 40;
const MOST_CONTRACTS = 60;
/** Further places in the file of a finding that are named. */
const MOST_LINES = 8;
/** Findings about one contract. */
const MOST_TOLD = 5;
/** What nobody here wrote, or what is wrong on purpose. */
const FOREIGN = /(?:^|\/)(?:node_modules|vendor|third_party|dist|build|generated|__snapshots__)\//;

/** Finds callers at head that still use what the change altered: parameters, fields, answers, names. */
export const staleCallers: Check = {
  id: 'stale-callers',
  comparesSides: true,
  async run(context) {
    const contracts = (await contractsOf(context)).slice(0, MOST_CONTRACTS);
    if (contracts.length === 0) return;
    const world = await worldOf(context, contracts);
    for (const contract of contracts) {
      const stale = world.files
        .filter(({ path }) => !isFixture(path) && !FOREIGN.test(path))
        .flatMap((file) => staleUses(file, contract, world));
      const byFile = Map.groupBy(stale, ({ file }) => file.path);
      const files = [...byFile.values()].map((uses) => uses.toSorted((one, other) => rank(one) - rank(other)));
      // What is proven comes before what is likely, in a file and among files: else that would be folded with it.
      const ordered = files.toSorted(([one], [other]) => (one && other ? rank(one) - rank(other) : 0));
      for (const [first, ...others] of ordered.slice(0, MOST_TOLD)) {
        if (first !== undefined) context.report(reportOf(contract, first, others));
      }
    }
  },
};

async function contractsOf(context: CheckContext): Promise<Contract[]> {
  const changed = withoutNoise(context.changeSet.files).filter(
    ({ status, oldPath, newPath, binary, hunks }) =>
      (status === 'M' || status === 'R') &&
      !binary &&
      hunks.length > 0 &&
      callerLanguage(newPath) !== null &&
      callerLanguage(oldPath) === callerLanguage(newPath),
  );
  const files = changed.filter(({ newPath }) => !isFixture(newPath) && !FOREIGN.test(newPath)).slice(0, MOST_CHANGED);
  const wanted = files.flatMap(({ oldPath, newPath }): Wanted[] => [
    { path: oldPath, side: 'old' },
    { path: newPath, side: 'new' },
  ]);
  const facts = await readFileFacts(context, wanted);
  return files.flatMap((_, index) => {
    const [before, after] = [facts[2 * index], facts[2 * index + 1]];
    return before && after ? changedContracts(before, after) : [];
  });
}

/** By how a caller is tied to what it calls; folded where that is not proven: in 1,685 ordinary commits two such were wrong, none right. */
const SURENESS: Readonly<Record<StaleUse['tie'], Partial<Report>>> = {
  resolved: {},
  unique: { confidence: 750 },
  likely: { severity: 'suggestion', confidence: 200 },
};

/** What never runs is folded, too, where no compiler reads it. */
const isFolded = ({ tie, file, use }: StaleUse): boolean =>
  tie === 'likely' || (/^(?:python|script)$/.test(callerLanguage(file.path) ?? '') && neverRuns(use.node));
const rank = (one: StaleUse): number => Number(isFolded(one));

function reportOf(contract: Contract, first: StaleUse, others: readonly StaleUse[]): Report {
  const { old, now, before, after } = contract;
  const [line, text] = placeOf(first);
  const lines = [...new Set(others.map((one) => placeOf(one)[0]))].filter((one) => one !== line);
  const shown = lines.slice(0, MOST_LINES).join(', ') + (lines.length > MOST_LINES ? ', …' : '');
  const more = lines.length === 0 ? '' : ` So ${lines.length === 1 ? `does line ${shown}` : `do lines ${shown}`}.`;
  const was = head(old.node.text);
  const is =
    now === null
      ? 'it is gone'
      : `now \`${head(now.node.text)}\` (${after.path}:${lineAt(after.text, now.node.start)})`;
  const name = old.owner === null || old.kind === 'constructor' ? old.name : `${old.owner}.${old.name}`;
  return {
    rule: 'stale-caller',
    location: { path: first.file.path, side: 'new', startLine: line, endLine: line },
    evidence: text,
    title: `\`${name}\` ${now === null ? 'is gone' : 'has changed'}, and this caller has not followed`,
    explanation: `This place ${first.why}.${more} At the base \`${was}\` (${before.path}:${lineAt(before.text, old.node.start)}), ${is}.`,
    failureScenario: { description: `\`${text.trim().slice(0, 200)}\` is compiled or runs.` },
    ...SURENESS[isFolded(first) ? 'likely' : first.tie],
  };
}

/** The line of the name that is used, not of the chain that it ends. */
function placeOf({ use, file, why }: StaleUse): readonly [line: number, text: string] {
  // A literal of Rust names the field.
  const name = (use.on === 'new' ? /^names `(\w+)`/.exec(why)?.[1] : undefined) ?? use.name;
  const own = [...below(use.node, ({ kind }) => !/^arguments?(?:_list)?$/.test(kind))].findLast(
    ({ children, text }) => children.length === 0 && text === name,
  );
  const line = lineAt(file.text, (own ?? use.node).start);
  return [line, (file.text.split('\n')[line - 1] ?? '').replace(/\r$/, '')];
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** A definition up to its body, on one line. */
function head(text: string): string {
  const flat = text.slice(0, 600).replace(/\s+/g, ' ');
  const isPython = /^(?:async )?def /.test(flat);
  const end = isPython ? flat.search(/: (?!.{0,400}\))|:$/) : flat.search(/ \{| => /);
  return (end === -1 ? flat : flat.slice(0, end)).replaceAll('`', "'").slice(0, 200);
}
