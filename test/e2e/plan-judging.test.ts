import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { docket } from '../support/docket.ts';
import { GitRepository } from '../support/git-repository.ts';

// What a plan says of judging is what the review without a model then says.

let repository: GitRepository;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1]);
const ARGS = ['HEAD~1...HEAD'];

beforeAll(() => {
  repository = new GitRepository();
  repository.commit('base', {
    'old.ts': 'export const old = 1;\n',
    'vendor/a.py': 'x = 1\n',
    'package-lock.json': '{"lockfileVersion": 3}\n',
    'gone.ts': 'export const gone = 1;\n',
  });
  repository.git('rm', '--quiet', 'gone.ts');
  repository.commit('change', {
    'a.ex': 'IO.puts(1)\n',
    'b.ex': 'IO.puts(2)\n',
    'c.swift': 'print(1)\n',
    'old.ts': 'export const old = 2;\n',
    'vendor/a.py': 'x = 2\n',
    'package-lock.json': '{"lockfileVersion": 2}\n',
    'i.png': PNG,
    'blob.dat': Buffer.from([0, 1, 2]),
    'README.md': 'hello\n',
    Rakefile: 'task :a\n',
    Vagrantfile: 'Vagrant.configure("2")\n',
    'a.gemspec': 'Gem::Specification.new\n',
    Dockerfile: 'FROM scratch\n',
  });
});

afterAll(() => repository.remove());

const Row = z.object({ kind: z.object({ id: z.string() }), state: z.string(), families: z.array(z.string()) });
const Plan = z.object({ judging: z.array(Row.extend({ files: z.number(), checks: z.array(z.string()) })) });
const Review = z.object({ review: z.object({ judged: z.array(Row) }) });
const sorted = (rows: readonly z.infer<typeof Row>[]) =>
  rows.map(({ kind, state, families }) => [kind.id, state, ...families].join(' ')).toSorted();

it('agrees with the review, file by file', async () => {
  const plan = await docket(['plan', ...ARGS, '--json'], { cwd: repository.path });
  const review = await docket(['review', ...ARGS, '--offline', '--json'], { cwd: repository.path });
  const { judging } = Plan.parse(JSON.parse(plan.stdout));
  const expected = judging.flatMap((row) => Array.from({ length: row.files }, () => row));
  expect(sorted(expected)).toEqual(sorted(Review.parse(JSON.parse(review.stdout)).review.judged));
  expect(judging.filter(({ families, checks }) => (families.length === 0) !== (checks.length === 0))).toEqual([]);
});

it('says so on a line a kind', async () => {
  const { stdout } = await docket(['plan', ...ARGS], { cwd: repository.path });
  const lines = stdout.split('\n').map((line) => line.trim());
  for (const line of [
    '2 Elixir files: not covered (only secrets and hidden characters)',
    '1 Swift file: not covered (only secrets and hidden characters)',
    '1 Binary file: not covered',
    '2 TypeScript files: injection, correctness, secrets and hidden characters',
    '1 Python file: told, not counted (only injection, secrets and hidden characters)',
    '1 Image: needs no judging',
    '3 Ruby files: injection, correctness, secrets and hidden characters',
    '1 Dockerfile: hazards of configuration, secrets and hidden characters; not covered where something changed that no rule knows',
    '1 Lockfile: dependencies',
    '1 Markdown file: needs no judging (secrets and hidden characters)',
  ]) {
    expect(lines).toContain(line);
  }
});

it('tells what the operator accepts', async () => {
  repository.write({ 'op.yml': 'coverage: { accept: [elixir] }\n' });
  const { stdout } = await docket(['plan', ...ARGS, '--config', 'op.yml'], { cwd: repository.path });
  expect(stdout).toContain('2 Elixir files: not judged, which is accepted (only secrets and hidden characters)');
});
