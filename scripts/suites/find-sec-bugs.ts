import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { LabelledCase, Mark } from './labelled-case.ts';

/** One expectation, and the list of lines that a loop around it goes through. */
const EXPECTED = /\bverify\(\s*\w+\s*(?:,\s*([^)]*\([^)]*\)|[^)]*))?\)\s*\.doReportBug\(([^;]*);/g;
const LISTED = /Arrays\.asList\(([\d,\s]+)\)/g;
const argument = (name: string): RegExp => new RegExp(String.raw`\.${name}\("([^"]+)"\)`);
const [TYPE, CLASS, METHOD] = ['bugType', 'inClass', 'inMethod'].map(argument) as [RegExp, RegExp, RegExp];

/** The Java samples of find-sec-bugs, with what the tests of its detectors expect of them. */
export function findSecBugsCases(folder: string): LabelledCase[] {
  const samples = new Map(
    javaFiles(join(folder, 'findsecbugs-samples-java')).map((path) => [basename(path, '.java'), path]),
  );
  const marks = new Map<string, Mark[]>();
  for (const test of javaFiles(join(folder, 'findsecbugs-plugin/src/test/java'))) {
    const text = readFileSync(test, 'utf8');
    for (const match of text.matchAll(EXPECTED)) {
      const [, times = '', what = ''] = match;
      const [name, type] = [TYPE.exec(what)?.[1], CLASS.exec(what)?.[1]?.split('$')[0]];
      const path = samples.get(type ?? '');
      if (name === undefined || path === undefined) continue;
      const bad = !times.includes('never');
      const method = METHOD.exec(what)?.[1];
      const places = bad
        ? placesOf(what, text.slice(0, match.index), () => methodLines(path, method))
        : [methodLines(path, method)];
      for (const lines of places) {
        if (bad || lines !== null) marks.set(path, [...(marks.get(path) ?? []), { name, lines, bad }]);
      }
    }
  }
  return Array.from(marks, ([path, known]) => ({
    path: `src/main/java/${basename(path)}`,
    text: readFileSync(path, 'utf8'),
    marks: once(known).filter(
      (mark) => mark.bad || !known.some(({ bad, lines }) => bad && (lines === null || overlap(lines, mark.lines))),
    ),
  }));
}

type Lines = readonly [number, number];

const once = (marks: readonly Mark[]): Mark[] => [
  ...new Map(marks.map((mark) => [JSON.stringify(mark), mark])).values(),
];

const overlap = (one: Lines, other: Lines | null): boolean =>
  other !== null && one[0] <= other[1] && other[0] <= one[1];

/** By line where one is named, each line of the loop where it is its variable, by method elsewhere. */
function placesOf(what: string, before: string, method: () => Lines | null): readonly (Lines | null)[] {
  const line = /\.atLine\((\w+)\)/.exec(what)?.[1];
  if (line === undefined) return [method()];
  if (/^\d+$/.test(line)) return [[Number(line), Number(line)]];
  const listed = [...before.matchAll(LISTED)].at(-1)?.[1];
  return listed === undefined ? [method()] : listed.split(',').map((number): Lines => [Number(number), Number(number)]);
}

function methodLines(path: string, method: string | undefined): Lines | null {
  if (method === undefined) return null;
  const text = readFileSync(path, 'utf8');
  const head = new RegExp(String.raw`[\w>\]]\s+${method.replaceAll(/\W/g, '')}\s*\([^;{]*\)[^;{]*\{`).exec(text);
  if (head === null) return null;
  let [depth, at] = [0, head.index + head[0].length - 1];
  for (; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}' && --depth === 0) break;
  }
  return [lineAt(text, head.index), lineAt(text, at)];
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

function javaFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.java'))
    .map((path) => join(folder, path));
}
