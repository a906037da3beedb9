import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readRepositoryConfig } from '../../../app/config/config.ts';
import { acceptanceOf } from '../../../app/output/coverage.ts';
import { renderMarkdown } from '../../../app/output/markdown.ts';
import { renderPretty } from '../../../app/output/pretty.ts';
import { renderSarif } from '../../../app/output/sarif/render-sarif.ts';
import { isAccepted } from '../../../coordinator/compose/accepted.ts';
import { FILE_KINDS } from '../../../schemas/file-kinds/file-kinds.ts';
import type { FileKind } from '../../../schemas/judged.ts';
import { anOutput } from './build-review-output.ts';

const KINDS = [...FILE_KINDS.values()];
const row = (kind: FileKind) => ({ kind, files: 1, paths: ['a'], families: [], accepted: false });
const output = (kinds: readonly FileKind[], source: 'pull-request' | 'range' | 'diff' | 'working-tree') =>
  anOutput({
    review: { verdict: 'incomplete', verdictReason: 'not covered', notCovered: kinds.map(row) },
    changeSet: { source },
  });
const some = KINDS.slice(0, 40);

describe('the line of the configuration', () => {
  it.each([1, 40, KINDS.length])('is read back as what it names, for %i kinds', (count) => {
    const kinds = KINDS.slice(0, count);
    const line = acceptanceOf(output(kinds, 'pull-request'))?.line ?? '';
    const config = readRepositoryConfig(`${line}\n`, 'here');
    const accept = config.coverage?.accept ?? [];
    expect(accept).toEqual(kinds.map(({ id }) => id));
    expect(kinds.filter(({ id }) => !isAccepted({ path: 'x', kind: id }, accept))).toEqual([]);
  });

  it('names its file, and the branches on which it counts', () => {
    expect(acceptanceOf(output(some, 'pull-request'))?.where).toMatch(
      /\.github\/docket\.yml .*default branch and on the base/,
    );
  });
});

describe('the options of the command line', () => {
  it('are read by a shell as what they name, for every kind', () => {
    const line = acceptanceOf(output(KINDS, 'range'))?.line ?? '';
    const args = execFileSync('/bin/sh', ['-c', `printf '%s\\n' ${line}`], { encoding: 'utf8' })
      .trimEnd()
      .split('\n');
    expect(args).toEqual(KINDS.flatMap(({ id }) => ['--accept', id]));
  });
});

describe.each(['pull-request', 'range', 'diff', 'working-tree'] as const)('what accepts a %s', (source) => {
  const made = output(some, source);
  const line = acceptanceOf(made)?.line ?? '';

  it.each([20, 40, 100])('stands on a line of its own in a terminal of %i columns, once', (width) => {
    const lines = renderPretty(made, { colour: false, width }).split('\n');
    expect(lines.filter((one) => one === line)).toHaveLength(1);
  });

  it('is a block of its own in Markdown', () => {
    const language = source === 'pull-request' ? 'yaml' : 'sh';
    expect(renderMarkdown(made)).toContain(`\n\n  \`\`\`${language}\n  ${line}\n  \`\`\`\n`);
  });

  it('is whole in SARIF', () => {
    expect(renderSarif(made)).toContain(JSON.stringify(line).slice(1, -1));
  });
});

it('is not there where nothing is left to accept', () => {
  expect(acceptanceOf(anOutput())).toBeNull();
  const accepted = anOutput({ review: { notCovered: some.map((kind) => ({ ...row(kind), accepted: true })) } });
  expect(acceptanceOf(accepted)).toBeNull();
  expect(renderPretty(accepted, { colour: false, width: 80 })).not.toContain('To accept');
});
