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
        const aside = ASIDE.test(name) || (VALUES.test(name) && isHandedOn(path, lines));
        if (bad || lines !== null) marks.set(path, [...(marks.get(path) ?? []), { name, lines, bad, aside }]);
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

/**
 * Left out on purpose: Android; notes that something is reachable or comes from a request, without anything done with it; random numbers
 * that no secret is made of; sockets, logs and addresses without more; what depends on a library's configuration file or its class alone.
 */
const ASIDE =
  /^ANDROID_|_ANDROID$|_ENDPOINT$|^SERVLET_|^(?:COOKIE_USAGE|PREDICTABLE_RANDOM(?:_SCALA)?|UNENCRYPTED_(?:SERVER_)?SOCKET|CRLF_INJECTION_LOGS|SEAM_LOG_INJECTION|IMPROPER_UNICODE|DESERIALIZATION_GADGET|ESAPI_ENCRYPTOR|STRUTS_FORM_VALIDATION|WEAK_FILENAMEUTILS|CUSTOM_INJECTION|XSS_REQUEST_WRAPPER|XXE_SCHEMA_FACTORY)$/;

/** Classes about a value that reaches a call. */
const VALUES = /INJECTION|PATH_TRAVERSAL|_REDIRECT|_DISCLOSURE/;

/** Whether a text that the method is given goes into a call as it came, with nothing put together and no request in sight: who calls it decides. */
function isHandedOn(path: string, lines: Lines | null): boolean {
  if (lines === null) return false;
  const all = readFileSync(path, 'utf8').split('\n');
  const head = all
    .slice(0, lines[0])
    .findLastIndex((line) => /^\s+(?:public|private|protected|static)\b.*\(/.test(line));
  const given = Array.from((all[head] ?? '').matchAll(/\bString\s+(\w+)/g), ([, name]) => name);
  const code = all.slice(Math.max(head + 1, lines[0] - 1), lines[1]).join('\n');
  return (
    !/@|Servlet|Request/.test(all[head] ?? '') &&
    !/"\s*\+|\+\s*"|format\(|append\(/.test(code) &&
    given.some((name) => new RegExp(String.raw`[(,]\s*${name ?? ''}\s*[,)]`).test(code))
  );
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
