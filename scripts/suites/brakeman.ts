import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabelledCase, Mark } from './labelled-case.ts';

/** One expectation: `assert_warning` and its arguments, up to the end of its test. */
const EXPECTED = /\bassert_(no_)?warning\b(.*?)(?=\n {2}end\b|\bassert_(?:no_)?warning\b)/gs;
const field = (name: string, value: string): RegExp => new RegExp(String.raw`(?::${name}\s*=>|\b${name}:)\s*${value}`);
const TYPE = field('warning_type', '"([^"]+)"');
const LINE = field('line', String.raw`(\d+)`);
const PATH = field('relative_path', '"([^"]+)"');
/** What is told of a version of Rails or of another gem, and not of the code in which it stands. */
const OF_VERSION = /\bmessage\b.*(?:\bCVE-\d|\d\\?\.\d)/;
const FILE = field('file', String.raw`/([^/\n]+)/`);

/** The Ruby files and templates of brakeman's applications (`test/apps`), with what its tests (`test/tests`) expect of them. */
export function brakemanCases(folder: string): LabelledCase[] {
  const marks = new Map<string, Map<string, Mark>>();
  const tests = join(folder, 'tests');
  for (const test of readdirSync(tests).filter((name) => name.endsWith('.rb'))) {
    const text = readFileSync(join(tests, test), 'utf8');
    const app = /run_scan "([^"]+)"/.exec(text)?.[1];
    if (app === undefined) continue;
    const files = rubyFiles(join(folder, 'apps', app));
    for (const [, negated, body = ''] of text.matchAll(EXPECTED)) {
      const [type, line] = [TYPE.exec(body)?.[1], Number(LINE.exec(body)?.[1] ?? 0)];
      const end = PATH.exec(body)?.[1] ?? FILE.exec(body)?.[1]?.replaceAll('\\', '');
      const path = end === undefined ? undefined : files.find((file) => `/${file}`.includes(`/${end}`));
      if (type === undefined || line === 0 || path === undefined) continue;
      const name = path.endsWith('.rb') ? type : `${type} (template)`;
      const known = marks.get(`${app}/${path}`) ?? new Map<string, Mark>();
      marks.set(`${app}/${path}`, known);
      const bad = negated === undefined;
      // A warning in one run of the program outweighs its absence in another, with fewer options.
      if (bad || !known.has(`${name} ${line}`))
        known.set(`${name} ${line}`, { name, lines: [line, line], bad, aside: OF_VERSION.test(body) });
    }
  }
  return Array.from(marks, ([path, known]) => ({
    path,
    text: readFileSync(join(folder, 'apps', path), 'utf8'),
    marks: [...known.values()],
  }));
}

function rubyFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(?:rb|erb|haml|slim)$/.test(path),
  );
}
