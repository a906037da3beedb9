import type { Statement, SyntaxNode, Word } from 'unbash';
import type { ShellScript } from './parse-shell.ts';
import { type Expansion, expansionsIn, isCommand, literalOf, programOf } from './words.ts';

/** Who chooses a value: the script, whoever set its environment, whoever called it, or what it read. Later ones are worse. */
export type ValueOrigin = 'fixed' | 'environment' | 'argument' | 'outside';
const ORDER: readonly ValueOrigin[] = ['fixed', 'environment', 'argument', 'outside'];

/** The worst origin of the values that a script puts into a word. */
export interface Origins {
  readonly of: (word: { readonly parts?: Word['parts'] }) => ValueOrigin;
  readonly ofExpansion: (expansion: Expansion) => ValueOrigin;
  /** Whether it is a variable in which a server or CI hands over what others wrote, as it came. */
  readonly isOfService: (expansion: Expansion) => boolean;
  /** Names that something in the script gives a value. */
  readonly assigned: ReadonlySet<string>;
}

/** Commands that print what the machine or the script itself decides. */
const TAME =
  /^(?:date|mktemp|pwd|uname|id|nproc|dirname|basename|realpath|readlink|cd|hostname|whoami|tput|getconf|arch|tty|which|type|sysctl|sw_vers|lsb_release|brew|go|rustc|node|python3?|wc|printf|seq|true|pkg-config|xcrun|dpkg|rpm)$/;
/** Programs whose output others write. */
const READS =
  /^(?:git|curl|wget|cat|gh|jq|yq|http|svn|hg|head|tail|awk|sed|grep|cut|tr|find|ls|nc|ssh|aws|kubectl|docker|xargs|sort)$/;

/** Variables in which servers and CI hand over what others wrote, by names that they alone give. */
const OF_SERVICES =
  /^(?:QUERY_STRING|HTTP_[A-Z]\w*|PATH_INFO|REQUEST_URI|SSH_ORIGINAL_COMMAND|GITHUB_HEAD_REF|CI_COMMIT_(?:MESSAGE|TITLE|DESCRIPTION|REF_NAME|BRANCH|AUTHOR)|CI_MERGE_REQUEST_(?:TITLE|DESCRIPTION|SOURCE_BRANCH_NAME)|BUILDKITE_(?:MESSAGE|BRANCH|PULL_REQUEST\w*)|CIRCLE_BRANCH|TRAVIS_(?:BRANCH|COMMIT_MESSAGE|PULL_REQUEST_BRANCH)|CHANGE_(?:BRANCH|TITLE|AUTHOR\w*)|BITBUCKET_BRANCH)$/;
/** Names that scripts give such values. */
const OF_OTHERS =
  /^(?:GIT_(?:BRANCH|AUTHOR_NAME|COMMITTER_NAME)|(?:PR|PULL_REQUEST|ISSUE|COMMENT|COMMIT)_(?:TITLE|BODY|MESSAGE|MSG|TEXT|AUTHOR|BRANCH|SUBJECT)|BRANCH(?:_NAME)?|HEAD_REF|COMMIT_MSG|SUBJECT|TITLE)$/;

/** Finds where the values of a script come from. Without an order of statements: the worst of all assignments counts. */
export function originsOf(script: ShellScript): Origins {
  const given = new Map<string, { readonly parts?: Word['parts'] }[]>();
  const read = new Set<string>();
  const checked = new Set<string>();
  const add = (name: string, word: { readonly parts?: Word['parts'] }): void => {
    const all = given.get(name) ?? [];
    all.push(word);
    given.set(name, all);
  };
  for (const node of script.nodes) collect(node, { add, read, checked });
  const isHanded = (name: string): boolean => script.handed?.has(name.toLowerCase()) === true;
  const seen = new Set<string>();
  const ofName = (name: string): ValueOrigin => {
    if (/^[?#$!0-]$/.test(name) || checked.has(name) || seen.has(name)) return 'fixed';
    if (/^(?:\d+|[@*])$/.test(name)) return 'argument';
    if (read.has(name)) return 'outside';
    const values = given.get(name);
    if (values === undefined)
      return OF_OTHERS.test(name) || OF_SERVICES.test(name) || isHanded(name) ? 'outside' : 'environment';
    seen.add(name);
    const worst = worstOf(values.map(of));
    seen.delete(name);
    return worst;
  };
  const ofExpansion = ({ part, name }: Expansion): ValueOrigin => {
    if (part.type === 'CommandExpansion') return ofCommand(part.script?.commands[0]?.command, part.text);
    if (name === null) return 'outside';
    if (part.type === 'ParameterExpansion') {
      if (part.prefix === '#' || part.operation?.type === 'Transform') return 'fixed';
      if (part.operation?.type === 'Default' && /^:?\+$/.test(part.operation.operator))
        return of(part.operation.operand);
    }
    return ofName(name);
  };
  const ofCommand = (command: SyntaxNode | undefined, text: string): ValueOrigin => {
    if (/printf\s+['"]?%q|\bquote\b/.test(text)) return 'fixed';
    const first =
      command?.type === 'Pipeline' ? command.commands[0] : command?.type === 'AndOr' ? command.commands[0] : command;
    const program = first !== undefined && isCommand(first as SyntaxNode) ? programOf(first as never) : null;
    if (program === null) return 'environment';
    if (TAME.test(program.name)) return 'fixed';
    if (/^(?:echo|printf)$/.test(program.name)) return worstOf(program.args.map(of));
    if (program.name === 'git' && /^(?:rev-parse|config|describe)$/.test(program.args[0]?.value ?? ''))
      return 'environment';
    return READS.test(program.name) ? 'outside' : 'environment';
  };
  const of = (word: { readonly parts?: Word['parts'] }): ValueOrigin => worstOf(expansionsIn(word).map(ofExpansion));
  const followed = new Set<string>();
  const isOfService = ({ name }: Expansion): boolean => {
    if (name === null || checked.has(name) || followed.has(name)) return false;
    const values = given.get(name);
    if (values === undefined) return OF_SERVICES.test(name) || isHanded(name);
    followed.add(name);
    const found = values.some((value) => expansionsIn(value).some(isOfService));
    followed.delete(name);
    return found;
  };
  return { of, ofExpansion, isOfService, assigned: new Set([...given.keys(), ...read]) };
}

function worstOf(origins: readonly ValueOrigin[]): ValueOrigin {
  return origins.reduce<ValueOrigin>(
    (worst, one) => (ORDER.indexOf(one) > ORDER.indexOf(worst) ? one : worst),
    'fixed',
  );
}

interface Ledger {
  readonly add: (name: string, word: { readonly parts?: Word['parts'] }) => void;
  readonly read: Set<string>;
  /** Names that a pattern or a list of words was asked of. */
  readonly checked: Set<string>;
}

function collect(node: SyntaxNode, { add, read, checked }: Ledger): void {
  if (node.type === 'Assignment') {
    const words = node.value.type === 'ArrayValue' ? node.value.elements : [node.value];
    if (words.length === 0) add(node.name, {});
    for (const word of words) add(node.name, word);
  } else if (node.type === 'For' || node.type === 'Select') {
    for (const word of node.wordlist ?? []) {
      add(node.name.value, word);
      // Names of files are whoever's made them.
      if (word.parts?.some(({ type }) => type === 'Glob') === true) read.add(node.name.value);
    }
    if (node.wordlist === undefined) read.add(node.name.value);
  } else if (node.type === 'Case') {
    // A list of words is a check where whatever else comes ends the script.
    const name = expansionsIn(node.word)[0]?.name;
    const literal = node.items.every(({ pattern }) => pattern.every((one) => literalOf(one) !== null));
    if (literal && typeof name === 'string' && node.items.some(({ body }) => body.commands.some(isEnd)))
      checked.add(name);
  } else if (node.type === 'TestBinary' && node.operator === '=~') {
    const name = expansionsIn(node.left)[0]?.name;
    if (typeof name === 'string') checked.add(name);
  } else if (isCommand(node)) collectRead(node, read);
}

/** `exit 1`, `usage`, `die "…"`. */
function isEnd({ command }: Statement): boolean {
  const first = command.type === 'AndOr' ? command.commands[0] : command;
  const program = first !== undefined && isCommand(first) ? programOf(first) : null;
  return program !== null && /^(?:exit|return|usage|help|die|fail|abort|err|error|fatal|bail)/.test(program.name);
}

function collectRead(command: Parameters<typeof programOf>[0], read: Set<string>): void {
  const program = programOf(command);
  if (program === null || !/^(?:read|mapfile|readarray|getopts)$/.test(program.name)) return;
  for (const { value } of program.args) if (/^[A-Za-z_]\w*$/.test(value)) read.add(value);
}
