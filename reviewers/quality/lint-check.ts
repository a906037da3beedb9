import { blankSuppressions, type Suppression } from '../changed-code/suppressions.ts';
import type { AnalyserMatch } from '../../analysers/analyser.ts';
import { isBundle, isMachineMade } from '../changed-code/machine-made.ts';
import { neverRuns, nodeAt } from '../changed-code/never-runs.ts';
import { oneAFunction } from '../changed-code/one-a-function.ts';
import { syntaxRoot } from '../changed-code/syntax-root.ts';
import type { Check, CheckContext, Report } from '../reviewer.ts';
import { onLine } from './added-lines.ts';
import { matchesOfBase, withoutStanding } from './base-matches.ts';
import { disguiseOf } from './disguise.ts';
import type { Lint, LintCheck, LintedFile } from './lint.ts';
import { type ProvenFixes, provenFixes } from './proven-fixes.ts';
import { filesWithChangedLines, isFixture, isTest, WRONG_ON_PURPOSE } from './paths.ts';
import { lookAtRemovedCode } from './removed/removed-code.ts';
import { reportSyntaxErrors } from './syntax-error.ts';

const FLOW = /^[^\S\n\r\u2028\u2029]*(?:\/\/|\/?\*).*@flow\b/m;

/** Runs a linter on the changed files, directives that the change adds put out of action, and reports on added lines, and on others that it was silent about before. */
export function lintCheck(options: LintCheck): Check {
  return {
    id: options.id,
    judges: [{ kinds: options.kinds, families: ['correctness'] }],
    goesByEnding: true,
    looksAt: ({ newPath }) => options.extension.test(newPath),
    async run(context) {
      await lookAtRemovedCode(context, options.extension);
      const files = await readFiles(options, context);
      if (files.length === 0) return;
      const blanked = files.map(({ text, changed }) => blankSuppressions(text, changed));
      const sources = files.map(({ path, text }, index) => ({ path, text: blanked[index]?.text ?? text }));
      const results = await context.analyse(options.tool, sources, options.rules);
      const stood = await matchesOfBase(options, context, files, results);
      const broken: { readonly linted: LintedFile; readonly errors: readonly AnalyserMatch[] }[] = [];
      for (const [index, result] of results.entries()) {
        const linted = files[index];
        if (linted === undefined || result.kind !== 'ok') continue;
        const errors = result.matches.filter((match) => match.rule === 'invalid-syntax');
        if (errors.length > 0) broken.push({ linted, errors });
        const told = withoutStanding(linted, result.matches, stood);
        const fixes = await provenFixes(options, context, linted, result.matches);
        const asked = blanked[index]?.blanked ?? [];
        const dead = await deadLines(context, options, linted, told);
        reportMatches(context, { lints: options.lints, linted, fixes, asked, dead }, told);
      }
      await reportSyntaxErrors(context, options, broken);
    },
  };
}

async function readFiles(options: LintCheck, context: CheckContext): Promise<LintedFile[]> {
  const files: LintedFile[] = [];
  for (const file of filesWithChangedLines(context.changeSet.files)) {
    const path = file.newPath;
    if (!options.extension.test(path)) continue;
    const content = await context.read(path, 'new');
    if (content.kind === 'absent') {
      context.unavailable({ path, reason: `${options.tool} needs the whole file: ${content.reason}` });
      continue;
    }
    // oxlint passes over what it cannot parse in such a file without a word.
    if (FLOW.test(content.text.slice(0, 2000))) {
      context.unavailable({ path, reason: `${options.tool} does not know Flow's types` });
      continue;
    }
    const changed = context.changedLines(file, 'new');
    const disguise = disguiseOf({ path, text: content.text, changed });
    // What is found counts all the same; silence does not.
    if (disguise !== null) context.unavailable({ path, reason: disguise });
    const wasBundle = isBundle(content.text) && (await stoodAsBundle(file, context));
    files.push({ file, path, text: content.text, lines: content.text.split('\n'), changed, wasBundle });
  }
  return files;
}

/** One that a change brings may be anything under that name; what is found in the next build of one that stood is for its sources to mend. */
async function stoodAsBundle({ status, oldPath }: LintedFile['file'], context: CheckContext): Promise<boolean> {
  if (status === 'A') return false;
  const before = await context.read(oldPath, 'old');
  return before.kind === 'text' && isBundle(before.text);
}

function reportMatches(
  context: CheckContext,
  {
    lints,
    linted: { path, text, lines, wasBundle },
    fixes,
    asked,
    dead,
  }: {
    readonly lints: LintCheck['lints'];
    readonly linted: LintedFile;
    readonly fixes: ProvenFixes;
    /** Where the change asks tools to look away. */
    readonly asked: readonly Suppression[];
    /** Lines that never run. */
    readonly dead: ReadonlySet<number>;
  },
  matches: readonly AnalyserMatch[],
): void {
  const said = new Set<string>();
  const reports: Report[] = [];
  // Of the places of one missing name, one that runs is told.
  const ordered = matches.toSorted((a, b) => Number(dead.has(a.startLine)) - Number(dead.has(b.startLine)));
  for (const match of ordered) {
    const lint = lints[match.rule];
    const line = lines[match.startLine - 1] ?? '';
    if (lint === undefined || line.trim() === '') continue;
    if (lint.notInTests === true && isTest(path)) continue;
    // A stub only declares, in any order, and names what only type checkers know.
    if (lint.rule === 'undefined-name' && path.endsWith('.pyi')) continue;
    if (lint.rule === 'undefined-name' && isTest(path) && isOnlyAnnotation(match.message, line)) continue;
    if (lint.says?.test(match.message) === false) continue;
    if (lint.when?.(line, lines[match.startLine - 2] ?? '', { lines, index: match.startLine - 1 }) === false) continue;
    // A missing name is one mistake however often it is used; anything else is one mistake a line.
    const key = lint.rule === 'undefined-name' ? match.message : `${lint.rule}:${match.startLine}`;
    if (said.has(key)) continue;
    said.add(key);
    // What a test feeds on is wrong on purpose, so nothing is said; but what was seen and not said is no evidence that all is well.
    if (isFixture(path) || wasBundle || isMachineMade(line)) {
      context.unjudged(
        path,
        isFixture(path) ? WRONG_ON_PURPOSE : 'what was found stands in a bundle, or in a line that a machine wrote',
      );
      continue;
    }
    reports.push({
      rule: lint.rule,
      ...onLine(path, match.startLine, line),
      title: lint.title,
      explanation: `${sentence(match.message)} ${lint.why}`,
      failureScenario: { description: lint.scenario },
      ...replacementOf(lint, fixes.get(match.startLine)),
      ...((dead.has(match.startLine) || asked.some((one) => isAbout(one, match))) && { confidence: 200 }),
    });
  }
  for (const report of oneAFunction(reports, text)) context.report(report);
}

/** Lines of missing names that stand behind a `return` or `raise`: no run gets there, so that they are folded. */
async function deadLines(
  context: CheckContext,
  { lints }: LintCheck,
  { path, text, lines }: LintedFile,
  matches: readonly AnalyserMatch[],
): Promise<ReadonlySet<number>> {
  const missing = matches.filter(({ rule }) => lints[rule]?.rule === 'undefined-name');
  const root = missing.length === 0 ? null : await syntaxRoot(context, path, text);
  if (root === null) return new Set();
  const dead = missing.filter(({ startLine, startColumn }) => {
    const start = lines.slice(0, startLine - 1).reduce((sum, line) => sum + line.length + 1, 0);
    return neverRuns(nodeAt(root, start + startColumn));
  });
  return new Set(dead.map(({ startLine }) => startLine));
}

/** Whether a comment names this very rule where it was found: its author has seen it and decided, so that it is folded. */
function isAbout({ line, rest, directive }: Suppression, { rule, startLine }: AnalyserMatch): boolean {
  return line === (directive.endsWith('-next-line') ? startLine - 1 : startLine) && rest.includes(rule);
}

/** Behind a parameter, a field or an arrow, perhaps in quotes or in brackets. */
const ANNOTATED = /(?:\w:|->) ?['"]?(?:[\w.]{1,60}\[)?$/;

/** Whether a name that is missing stands in annotations alone, which nothing evaluates by itself: tests of them leave it out on purpose. */
function isOnlyAnnotation(message: string, line: string): boolean {
  const name = /`(\w+)`/.exec(message)?.[1];
  if (name === undefined || /\blambda\b/.test(line)) return false;
  const before = line.split(new RegExp(String.raw`\b${name}\b`)).slice(0, -1);
  return before.length > 0 && before.every((one) => ANNOTATED.test(one.slice(-80)));
}

function replacementOf({ mends }: Lint, fixed: string | undefined): Pick<Report, 'replacement'> {
  return mends === true && fixed !== undefined ? { replacement: fixed } : {};
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
