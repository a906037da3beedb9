import { plainText } from '../../changed-code/node-text.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { outermostFunction } from './any-round.ts';
import type { Growth, Source } from './tell-growth.ts';

/** Shown folded: tables that stay small are read whole on purpose, and no check knows them. */
const FOLDED = 200;

interface Reads {
  readonly kind: string;
  /** What the file is or holds where it answers requests. */
  readonly serves: RegExp;
  /** The read without a limit: all of it, without white space. */
  readonly read: RegExp;
  /** What a read of the whole does not hold. */
  readonly unless?: RegExp;
  /** What sends: the text before what is sent, up to the begin of its statement, without white space. */
  readonly sends: RegExp;
}

const ARGUMENTS = String.raw`\((?:\{(?:(?!take|limit|where|first|skip|cursor).){0,200}\})?\)`;

/** Reads of whole tables, by framework. A condition bounds most of them to something of one person; those are left out. */
const READS: readonly Reads[] = [
  {
    kind: 'script',
    serves: /\b(?:req|request|ctx|c|res|reply|NextResponse|Response)\b/,
    read: new RegExp(
      String.raw`^(?:\w+\.){1,3}(?:findMany|findAll)${ARGUMENTS}$|^(?:[A-Z]\w+)\.find\((?:\{\})?\)(?:\.(?:sort|select|lean|exec)\([^()]*\)){0,3}$`,
    ),
    sends: /(?:\b(?:res|reply|response|c|ctx|Response|NextResponse)(?:\.status\(\d+\))?\.(?:json|send)\(|ctx\.body=)/,
  },
  {
    kind: 'python',
    serves: /\brequest\b|@\w+\.(?:route|get)\(/,
    read: /^(?:[A-Z]\w+\.objects\.all\(\)(?:\.(?:order_by|values|select_related|prefetch_related)\([^()]*\)){0,3}|[A-Z]\w+\.query(?:\.order_by\([^()]*\))?\.all\(\))$/,
    sends: /(?:\b(?:jsonify|JsonResponse|Response)\(|Serializer\()/,
  },
  {
    kind: 'ruby',
    serves: /<\s*\w*(?:::\w+)*Controller\b/,
    read: /^[A-Z]\w*\.all(?:\.(?:order|includes)\([^()]*\)){0,3}$/,
    sends: /\brender[ (]json:/,
  },
  {
    kind: 'php',
    serves: /class \w+Controller\b/,
    read: /^[A-Z]\w*\.(?:all\(\)|(?:orderBy|latest|with)\([^()]*\)(?:\.(?:orderBy|latest|with)\([^()]*\)){0,3}\.get\(\))$/,
    sends: /(?:^return ?(?:$|[^;]*\()|\.json\(|[cC]ollection\(|view\()/,
  },
  {
    kind: 'java',
    serves: /@(?:Rest)?Controller\b/,
    read: /^(?:this\.)?\w*[rR]epo(?:sitory)?\.findAll\(\)$/,
    sends: /^return|ok\(|body\(/,
  },
  {
    kind: 'kotlin',
    serves: /@(?:Rest)?Controller\b/,
    read: /^(?:this\.)?\w*[rR]epo(?:sitory)?\.findAll\(\)$/,
    sends: /^return|ok\(|body\(/,
  },
  {
    kind: 'csharp',
    serves: /\bControllerBase\b|:\s*Controller\b|\[ApiController\]/,
    read: /^\w*(?:[cC]ontext|[dD]b)\.[A-Z][^;]*\.(?:ToListAsync|ToList|ToArrayAsync)\(\)$/,
    unless: /\.(?:Where|Skip|Distinct|GroupBy|OfType|Join|Local|From\w{1,20})\b/,
    sends: /^return|Ok\(|Json\(|View\(/,
  },
];

/** The last words of all of them. */
export const READ_HINT = /\b(?:findMany|findAll|find|all|get|ToList|ToListAsync|ToArrayAsync|ReadAll)\b/;
/** Words of what goes in pages. */
const PAGES =
  /\b(?:paginate|simplePaginate|pagy|page|Pageable|limit|Paginator|take|Take|Skip|per_page|pageSize|LIMIT)\b/;

/** Reads that answer with a whole table, or take in a whole body. */
export function wholeReads(source: Source): Growth[] {
  if (source.kind === 'go') return [...below(source.root)].filter(isWholeBody(source)).map(ofBody);
  const tables = READS.filter(({ kind, serves }) => kind === source.kind && serves.test(source.text));
  return [...below(source.root)].flatMap((node): Growth[] => {
    if (!node.kind.startsWith('call') || node.end - node.start > 500) return [];
    const plain = plainText(node);
    const table = tables.find(({ read, unless }) => read.test(plain) && unless?.test(plain) !== true);
    if (table === undefined || isPartUsed(node) || (source.kind === 'php' && !isModel(plain, source.text))) return [];
    const fn = outermostFunction(node);
    if (fn === null || PAGES.test(fn.text) || !isSent(node, fn, table)) return [];
    return [{ node, words: ofTable(node, PAGES.test(source.text)) }];
  });
}

/** Services and enumerations have an `all()`, too: what is imported from the models has a table. */
function isModel(call: string, text: string): boolean {
  const name = /^\w+/.exec(call)?.[0] ?? '';
  return new RegExp(String.raw`\buse (?:\w{1,60}\\){0,6}(?:Models?|App)\\(?:\w{1,60}\\){0,4}${name};`).test(text);
}

/** Whether the read stands in what is sent, or its name does. */
function isSent(node: Syntax, fn: Syntax, { sends, serves, kind }: Reads): boolean {
  let set: Syntax | null = null;
  let one = node;
  for (; one.parent !== null && one.parent !== fn; one = one.parent) {
    if (/^(?:variable_declarator|assignment)$/.test(one.parent.kind)) set = one.parent;
    if (set !== null || /^(?:statement_block|block)$/.test(one.parent.kind)) break;
  }
  if (kind === 'script' && !serves.test(fn.text.slice(0, 300))) return false;
  if (set === null) {
    const before = fn.text.slice(one.start - fn.start, node.start - fn.start);
    return sends.test(squeezed(before));
  }
  const name = set.children[0]?.text ?? '';
  if (!/^[$@]?\w+$/.test(name)) return false;
  const after = fn.text.slice(set.end - fn.start);
  return after.split(/[;\n]/).some((line) => {
    const at = line.search(new RegExp(String.raw`(?<![\w.$@])${name.replace('$', String.raw`\$`)}(?![\w.[(])`));
    return at !== -1 && sends.test(squeezed(line.slice(0, at)));
  });
}

/** Without white space, save between words. */
const squeezed = (code: string): string =>
  code
    .trim()
    .replaceAll(/->|::/g, '.')
    .replaceAll(/\bawait\s/g, '')
    .replaceAll(/\s+(?!\w)|(?<!\w)\s+/g, '');

/** Whether only a part of what is read is used: its length, its first. */
function isPartUsed(node: Syntax): boolean {
  const { parent } = node;
  if (parent === null) return false;
  if (/^(?:await|await_expression|parenthesized_expression)$/.test(parent.kind)) return isPartUsed(parent);
  return /^(?:member_expression|attribute|subscript)$/.test(parent.kind) && parent.children[0] === node;
}

function isWholeBody({ text }: Source): (node: Syntax) => boolean {
  const bounded = /MaxBytesReader|LimitReader|LimitedReader|MaxBytesHandler|BodyLimit/.test(text);
  return (node) => {
    if (bounded || node.kind !== 'call_expression') return false;
    const body = /^(?:io|ioutil)\.ReadAll\((\w+)(?:\.Request)?\.Body\)$/.exec(plainText(node))?.[1];
    if (body === undefined) return false;
    const parameters = outermostFunction(node)?.children.find(({ kind }) => kind === 'parameters')?.text ?? '';
    // The body of an answer that this program asked for is another one.
    return new RegExp(String.raw`\b${body}\s+\*(?:http\.Request|gin\.Context)\b`).test(parameters);
  };
}

function ofBody(node: Syntax): Growth {
  return {
    node,
    words: {
      rule: 'unbounded-read',
      confidence: FOLDED,
      title: 'The body of a request is read whatever its size',
      explanation:
        'Who sends the request decides how much memory this takes. Put `http.MaxBytesReader` around the body first.',
      failureScenario: {
        description: 'Someone sends a body of 10 GB.',
        expected: 'the request is refused',
        actual: 'all of it is held in memory, and the process may be killed',
      },
    },
  };
}

function ofTable(node: Syntax, siblings: boolean): Growth['words'] {
  const code = node.text.replace(/\s+/g, ' ').slice(0, 80).replaceAll('`', "'");
  return {
    rule: 'unbounded-read',
    confidence: FOLDED,
    title: 'All rows of a table are sent in one answer',
    explanation: `\`${code}\` has neither a limit nor a condition, and its result is the answer to a request.${siblings ? ' Others in this file go in pages.' : ''} Time and memory grow with the table.`,
    failureScenario: {
      description: 'The table has 1,000,000 rows.',
      expected: 'one page of them is read and sent',
      actual: 'all are read, held in memory and sent',
    },
  };
}
