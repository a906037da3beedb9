import type { AnalyserMatch, AnalyserResult, AnalyserRules, SourceFile } from './analyser.ts';
import { asksForRoot, type AstGrepRule, AstGrepRules, isFor, type GrammarName, languageFor } from './ast-grep-rules.ts';
import { LatestTexts } from './latest-texts.ts';

/** Asks the tool itself. */
export type AskTool = (files: readonly SourceFile[], rules: AnalyserRules) => Promise<readonly AnalyserResult[]>;

/** The match that holds a whole file. */
type Whole = Omit<AnalyserMatch, 'path' | 'rule' | 'message'>;

/** What a request's rules ask for. */
interface Asked {
  readonly all: readonly AstGrepRule[];
  /** The rules without those that ask for whole files. */
  readonly others: AnalyserRules;
}

/**
 * The whole syntax of the files that ast-grep was asked for last. Most checks want it of the same files, each for itself: it is made, handed over and put
 * together once, and the tool is asked for what else is wanted.
 */
export class KnownTrees {
  readonly #wholes = new LatestTexts<Whole>();

  /** One result a file, in their order, as the tool itself would give it. */
  async analyse(files: readonly SourceFile[], rules: AnalyserRules, ask: AskTool): Promise<readonly AnalyserResult[]> {
    const asked = readRules(rules);
    if (asked === null) return ask(files, rules);
    const known = files.map((file) => this.#known(file, asked));
    const unknown = await answersOf(files, rules, ask, (index) => known[index] === null);
    for (const [index, file] of files.entries()) this.#remember(file, unknown[index], asked);
    // Of a file whose whole is known the rest is asked, where there is any.
    const others = await answersOf(files, asked.others, ask, (index) => known[index]?.isAll === false);
    return files.map((file, index) => {
      const one = known[index];
      const answer = unknown[index] ?? others[index];
      if (one === null || one === undefined || answer?.kind === 'skipped') return given(answer);
      return { path: file.path, kind: 'ok', matches: together(one, file.path, answer?.matches ?? []) };
    });
  }

  #known(file: SourceFile, { all }: Asked): Known | null {
    const language = languageFor(file.path);
    const whole = language === undefined ? undefined : this.#wholes.get(language, file.text);
    if (language === undefined || whole === undefined) return null;
    const rules = all.filter((rule) => isFor(rule, language));
    const kind = whole.syntax?.kinds[0] ?? '';
    const isKnown = rules.every((rule) => !mayAskForWhole(rule) || asksForRoot(rule.rule, kind));
    return isKnown ? { rules, whole, isAll: rules.every(mayAskForWhole) } : null;
  }

  #remember({ path, text }: SourceFile, answer: AnalyserResult | undefined, { all }: Asked): void {
    const language = languageFor(path);
    if (answer?.kind !== 'ok' || language === undefined) return;
    for (const { rule, path: _path, message: _message, ...whole } of answer.matches) {
      const kind = whole.syntax?.kinds[0];
      if (kind !== undefined && kind !== 'ERROR' && isRootOf(all, language, { rule, kind }))
        return this.#wholes.set(language, text, whole);
    }
  }
}

interface Known {
  /** Those for the file's language. */
  readonly rules: readonly AstGrepRule[];
  readonly whole: Whole;
  /** Whether nothing else is asked for. */
  readonly isAll: boolean;
}

const readBefore = new WeakMap<AnalyserRules, Asked | null>();

/** Null where no rule asks for a whole file, or where the rules cannot be read: the tool then says why. */
function readRules(rules: AnalyserRules): Asked | null {
  const listed = rules['rules'];
  if (!Array.isArray(listed) || !listed.some((rule) => rule?.syntax === true)) return null;
  const known = readBefore.get(rules);
  if (known !== undefined) return known;
  const { data } = AstGrepRules.safeParse(rules);
  const asked =
    data === undefined
      ? null
      : { all: data.rules, others: { rules: data.rules.filter((one) => !mayAskForWhole(one)) } };
  readBefore.set(rules, asked);
  return asked;
}

/** By its form: one kind, or one of two. Which of them is the outermost is seen by the file. */
const mayAskForWhole = ({ rule, syntax }: AstGrepRule): boolean =>
  syntax === true && (asksForRoot(rule, String(rule['kind'])) || 'any' in rule);

function isRootOf(
  rules: readonly AstGrepRule[],
  language: GrammarName,
  match: { readonly rule: string; readonly kind: string },
): boolean {
  return rules.some(
    (one) => one.id === match.rule && isFor(one, language) && one.syntax === true && asksForRoot(one.rule, match.kind),
  );
}

async function answersOf(
  files: readonly SourceFile[],
  rules: AnalyserRules,
  ask: AskTool,
  isAsked: (index: number) => boolean,
): Promise<readonly (AnalyserResult | undefined)[]> {
  const wanted = files.filter((_, index) => isAsked(index));
  const results = (wanted.length === 0 ? [] : await ask(wanted, rules)).values();
  return files.map((_, index) => (isAsked(index) ? results.next().value : undefined));
}

/** In the order of the rules. */
function together({ rules, whole }: Known, path: string, others: readonly AnalyserMatch[]): AnalyserMatch[] {
  let at = 0;
  return rules.flatMap((rule) => {
    if (mayAskForWhole(rule)) return [{ path, rule: rule.id, message: rule.message ?? rule.id, ...whole }];
    const from = at;
    while (others[at]?.rule === rule.id) at += 1;
    return others.slice(from, at);
  });
}

function given(answer: AnalyserResult | undefined): AnalyserResult {
  if (answer === undefined) throw new Error('an analyser answered fewer results than it got files');
  return answer;
}
