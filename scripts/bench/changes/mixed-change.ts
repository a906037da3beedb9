import { GitRepository } from '../../../test/support/git-repository.ts';

/** Lines of a file of the tree, as an ordinary one has them, and those of it that an edit changes. */
const LINES_A_FILE = 200;
const LINES_A_BLOCK = 5;
const EDITED_BLOCKS = 10;

type WriteBlock = (name: string, number: number, other: string) => string;

/** Five lines of ordinary code a block in each language; each calls a function of another file, so that callers have to be read. */
const LANGUAGES: Readonly<Record<string, WriteBlock>> = {
  ts: (name, number, other) =>
    `export function ${name}(value: number): number {\n  const offset = value % ${number};\n  if (offset > ${number}) return ${other}(offset);\n  return value * ${number} + offset;\n}\n`,
  py: (name, number, other) =>
    `def ${name}(value):\n    offset = value % ${number}\n    if offset > ${number}:\n        return ${other}(offset)\n    return value * ${number} + offset\n`,
  go: (name, number, other) =>
    `func ${name}(value int) int {\n\toffset := value % ${number}\n\tif offset > ${number} { return ${other}(offset) }\n\treturn value*${number} + offset\n}\n`,
  java: (name, number, other) =>
    `class C${name} {\n  static int run(int value) {\n    return value > ${number} ? C${other}.run(value % ${number}) : value * ${number};\n  }\n}\n`,
  rb: (name, number, other) =>
    `def ${name}(value)\n  offset = value % ${number}\n  return ${other}(offset) if offset > ${number}\n  value * ${number} + offset\nend\n`,
  php: (name, number, other) =>
    `function ${name}(int $value): int {\n    $offset = $value % ${number};\n    if ($offset > ${number}) { return ${other}($offset); }\n    return $value * ${number} + $offset;\n}\n`,
  cs: (name, number, other) =>
    `static class C${name} {\n    public static int Run(int value) {\n        return value > ${number} ? C${other}.Run(value % ${number}) : value * ${number};\n    }\n}\n`,
  kt: (name, number, other) =>
    `fun ${name}(value: Int): Int {\n    val offset = value % ${number}\n    if (offset > ${number}) return ${other}(offset)\n    return value * ${number} + offset\n}\n`,
  rs: (name, number, other) =>
    `pub fn ${name}(value: i64) -> i64 {\n    let offset = value % ${number};\n    if offset > ${number} { return ${other}(offset); }\n    value * ${number} + offset\n}\n`,
  sh: (name, number, other) =>
    `${name}() {\n  offset=$(($1 % ${number}))\n  if [ "$offset" -gt ${number} ]; then ${other} "$offset"; fi\n  echo $(($1 * ${number} + offset))\n}\n`,
  yml: (name, number, other) =>
    `${name}:\n  count: ${number}\n  after: ${other}\n  command: run --level ${number}\n  enabled: true\n`,
  md: (name, number, other) =>
    `## ${name}\n\nIt takes ${number} steps, and then \`${other}\` takes over.\n\n- step ${number}\n`,
  sql: (name, number, other) =>
    `CREATE TABLE ${name} (\n  id bigint PRIMARY KEY,\n  size integer DEFAULT ${number},\n  after text DEFAULT '${other}'\n);\n`,
  Dockerfile: (name, number, other) =>
    `FROM alpine:3.${number} AS ${name}\nWORKDIR /${name}\nCOPY ${other} ./\nRUN ./${other} --level ${number}\nUSER nobody\n`,
};
const NAMES = Object.keys(LANGUAGES);

/**
 * A repository in fourteen languages whose last commit changes so many files of it, 50 lines in each: it edits them in ten places in a tree of so many files,
 * or where the tree is 0 it brings them as new.
 */
export function mixedChange(changed: number, tree: number): GitRepository {
  const repository = new GitRepository('docket-bench-');
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
  const files = (count: number, text: (index: number) => string) =>
    Object.fromEntries(numbers(count).map((index) => [pathOf(index), text(index)]));
  repository.commit('one', { 'README.md': '# Mixed\n', ...files(tree, (index) => textOf(index, LINES_A_FILE, false)) });
  repository.commit(
    'two',
    files(changed, (index) =>
      tree === 0 ? textOf(index, EDITED_BLOCKS * LINES_A_BLOCK, false) : textOf(index, LINES_A_FILE, true),
    ),
  );
  return repository;
}

const kindOf = (index: number): string => NAMES[index % NAMES.length] ?? 'ts';

function pathOf(index: number): string {
  const kind = kindOf(index);
  return kind === 'Dockerfile' ? `part${index}/Dockerfile` : `part${index % 40}/file${index}.${kind}`;
}

/** An edited block has other numbers and calls another function, so that each of its lines but the last is changed twice: removed and added. */
function textOf(index: number, lines: number, edited: boolean): string {
  const write = LANGUAGES[kindOf(index)];
  const count = lines / LINES_A_BLOCK;
  const head = kindOf(index) === 'php' ? '<?php\n' : kindOf(index) === 'go' ? 'package main\n\n' : '';
  const blocks = Array.from({ length: count }, (_, block) => {
    const isEdited = edited && block % (count / EDITED_BLOCKS) === 0;
    const number = block + 3 + (isEdited ? 100 : 0);
    return (
      write?.(`step${index}x${block}`, number, `step${index + NAMES.length}x${isEdited ? block + 1 : block}`) ?? ''
    );
  });
  return head + blocks.join('\n');
}
