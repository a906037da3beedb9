import { describe, expect, it } from 'vitest';
import type { AnalyserResult, AnalyserRules, SourceFile } from '../../analysers/analyser.ts';
import { astGrep } from '../../analysers/ast-grep.ts';
import { type AskTool, KnownTrees } from '../../analysers/known-trees.ts';

const TEXT = 'const a = 1;\n// said\nfunction f() { return eval(a); }\n';
const script = { id: 'tree', language: 'javascript', rule: { kind: 'program' }, syntax: true };
const outermost = { not: { inside: { stopBy: 'end', kind: 'program' } } };
const orError = { ...script, id: 'either', rule: { any: [{ kind: 'program' }, { kind: 'ERROR', ...outermost }] } };
const evals = { id: 'eval', language: ['javascript', 'python'], rule: { pattern: 'eval($A)' } };
const comments = { id: 'comment', language: 'javascript', message: 'a comment', rule: { kind: 'comment' } };
const functions = { ...script, id: 'function', rule: { kind: 'function_declaration' } };
const python = { ...script, id: 'tree-python', language: ['python'], rule: { kind: 'module' } };

/** The tool in this process, and what it was asked. */
function countedTool(): { readonly ask: AskTool; readonly asked: string[] } {
  const asked: string[] = [];
  const ask: AskTool = (files, rules) => {
    asked.push(...files.map(({ path }) => `${path}: ${idsOf(rules)}`));
    return Promise.all(
      files.map(async (file): Promise<AnalyserResult> => ({
        path: file.path,
        kind: 'ok',
        matches: await astGrep.analyse(file, rules),
      })),
    );
  };
  return { ask, asked };
}

const idsOf = (rules: AnalyserRules): string =>
  Array.isArray(rules['rules']) ? rules['rules'].map(({ id }: { id: string }) => id).join(' ') : '';
const file = (path: string, text = TEXT): SourceFile => ({ path, text });

describe('the whole syntax of files', () => {
  it.each([
    ['a tree', [script], []],
    ['a tree under another name', [orError], []],
    ['a tree beside other rules', [comments, script, evals], ['a.js: comment eval']],
    ['other rules', [comments, evals], ['a.js: comment eval']],
    ['the syntax of a part', [script, functions], ['a.js: tree function']],
    ['the tree of another language', [python], []],
  ])('known, it answers as the tool does: %s', async (_name, rules, expected) => {
    const { ask, asked } = countedTool();
    const trees = new KnownTrees();
    await trees.analyse([file('a.js')], { rules: [script] }, ask);
    asked.length = 0;
    expect(await trees.analyse([file('a.js')], { rules }, ask)).toEqual(
      await countedTool().ask([file('a.js')], { rules }),
    );
    expect(asked).toEqual(expected);
  });

  it('are no matter where rules cannot be read: the tool says why', async () => {
    const rules = [{ ...script, unknown: true }];
    await expect(new KnownTrees().analyse([file('a.js')], { rules }, countedTool().ask)).rejects.toThrow('unknown');
  });

  it('are handed over once for all who ask, however often: the work grows with the files alone', async () => {
    const work = async (count: number): Promise<number> => {
      const { ask, asked } = countedTool();
      const trees = new KnownTrees();
      const files = Array.from({ length: count }, (_, index) => file(`f${index}.js`, `${TEXT}f(${index});\n`));
      for (const rules of [[script], [orError], [orError, script]]) await trees.analyse(files, { rules }, ask);
      return asked.length;
    };
    expect([await work(10), await work(20)]).toEqual([10, 20]);
  });

  it('are those of the text and the language', async () => {
    const { ask, asked } = countedTool();
    const trees = new KnownTrees();
    const all = { ...script, language: ['javascript', 'typescript'] };
    const files = [file('a.js'), file('b.js'), file('a.ts'), file('a.js', 'f();\n')];
    const [first] = await trees.analyse(files.slice(0, 1), { rules: [all] }, ask);
    const results = await trees.analyse(files, { rules: [all] }, ask);
    expect(asked).toEqual(['a.js: tree', 'a.ts: tree', 'a.js: tree']);
    expect(results.map(({ path }) => path)).toEqual(files.map(({ path }) => path));
    expect(results[0]).toEqual(first);
    expect(results[1]?.kind === 'ok' && results[1].matches[0]?.path).toBe('b.js');
    expect(results[3]?.kind === 'ok' && results[3].matches[0]?.syntax?.nodes.length).toBeLessThan(40);
  });

  it('of a file that the tool could not read are asked for again', async () => {
    const skipped: AskTool = (files) =>
      Promise.resolve(files.map(({ path }) => ({ path, kind: 'skipped', reason: 'it died' })));
    const trees = new KnownTrees();
    expect(await trees.analyse([file('a.js')], { rules: [script] }, skipped)).toEqual([
      { path: 'a.js', kind: 'skipped', reason: 'it died' },
    ]);
    const { ask, asked } = countedTool();
    await trees.analyse([file('a.js')], { rules: [script] }, ask);
    expect(await trees.analyse([file('a.js')], { rules: [script, evals] }, skipped)).toEqual([
      { path: 'a.js', kind: 'skipped', reason: 'it died' },
    ]);
    expect(asked).toEqual(['a.js: tree']);
  });
});
