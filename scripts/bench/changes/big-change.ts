import { GitRepository } from '../../../test/support/git-repository.ts';

const LINES_A_FILE = 50;

/** A repository whose last commit adds so many files of 50 lines: TypeScript, JavaScript and Python, ordinary code with a few mistakes. */
export function bigChange(count = 100): GitRepository {
  const repository = new GitRepository('docket-bench-');
  repository.commit('one', {
    'package.json': '{"name":"big","version":"1.0.0"}\n',
    'src/index.ts': 'export const one = 1;\n',
  });
  const files = Array.from({ length: count }, (_, index) => {
    const kind = ['ts', 'js', 'py'][index % 3] ?? 'ts';
    return [`src/part${index % 10}/module${index}.${kind}`, source(kind, index)] as const;
  });
  repository.commit('two', Object.fromEntries(files));
  return repository;
}

/** A repository whose last commit changes one small file. */
export function smallChange(): GitRepository {
  const repository = new GitRepository('docket-bench-');
  repository.commit('one', { 'src/list.ts': 'export const list = (dir: string) => dir;\n' });
  repository.commit('two', {
    'src/list.ts':
      "import { exec } from 'node:child_process';\nexport const list = (dir: string) => exec(`ls ${dir}`);\n",
  });
  return repository;
}

function source(kind: string, index: number): string {
  const mistake = index % 20 === 0;
  const make = kind === 'py' ? pythonFunction : scriptFunction;
  const blocks = Array.from({ length: LINES_A_FILE / 5 }, (_, block) =>
    make({ kind, name: `step${index}_${block}`, block, mistake: mistake && block === 3 }),
  );
  return blocks.join('');
}

interface Block {
  readonly kind: string;
  readonly name: string;
  readonly block: number;
  readonly mistake: boolean;
}

function scriptFunction({ kind, name, block, mistake }: Block): string {
  const type = kind === 'ts' ? ': number' : '';
  const body = mistake ? '  return eval(`value + ${value}`);' : `  return value * ${block + 2} + offset;`;
  return `export function ${name}(value${type}) {\n  const offset = value % ${block + 3};\n${body}\n}\n\n`;
}

function pythonFunction({ name, block, mistake }: Block): string {
  const body = mistake ? '    return eval("value + %s" % value)' : `    return value * ${block + 2} + offset`;
  return `def ${name}(value):\n    offset = value % ${block + 3}\n${body}\n\n\n`;
}
