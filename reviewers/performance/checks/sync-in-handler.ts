import type { Check, Report } from '../../reviewer.ts';
import { tellBlockingWaits } from '../plain/tell-blocking-waits.ts';
import { type Node, nearestNode, type Parsed, parseChanged, quotedLines, touches, within } from '../syntax.ts';

const SCRIPT = /\.[cm]?[jt]sx?$/i;
const LANGUAGES = ['javascript', 'typescript', 'tsx'];
const FUNCTION = { any: [{ kind: 'arrow_function' }, { kind: 'function_expression' }] };

/** Calls that stop the whole process until disk, program or processor is done. `existsSync` and kin are over at once. */
const BLOCKING = String.raw`(?:^|\.)(?:readFileSync|writeFileSync|appendFileSync|readdirSync|copyFileSync|cpSync|execSync|execFileSync|spawnSync|pbkdf2Sync|scryptSync|gzipSync|gunzipSync|deflateSync|inflateSync|brotliCompressSync|brotliDecompressSync)$|^(?:bcrypt|bcryptjs)\.(?:hashSync|compareSync)$`;

const RULES = [
  {
    id: 'blocking',
    language: LANGUAGES,
    rule: { kind: 'call_expression', has: { field: 'function', regex: BLOCKING } },
  },
  {
    id: 'handler',
    language: LANGUAGES,
    rule: {
      ...FUNCTION,
      inside: {
        kind: 'arguments',
        inside: {
          kind: 'call_expression',
          has: {
            field: 'function',
            regex: String.raw`^(?:app|router|server|fastify|api|routes?|\w+Router)\.(?:get|post|put|patch|delete|all|use|head|options)$|^https?\.createServer$|^createServer$`,
          },
        },
      },
    },
  },
  {
    id: 'handler',
    language: LANGUAGES,
    rule: {
      any: [...FUNCTION.any, { kind: 'function_declaration' }, { kind: 'method_definition' }],
      has: { field: 'parameters', regex: String.raw`^\(\s*_?(?:req|request)\b[^,]*,\s*(?:res|response|reply)\b` },
    },
  },
  {
    id: 'guard',
    language: LANGUAGES,
    rule: {
      kind: 'if_statement',
      has: { field: 'condition', regex: String.raw`^\(\s*!|(?:===?\s*(?:undefined|null))|\.has\(` },
    },
  },
];

/** A call that blocks the process stands where requests are answered: while it runs, every other request waits. */
export const syncInHandler: Check = {
  id: 'sync-in-handler',
  async run(context) {
    for (const parsed of await parseChanged(context, { files: SCRIPT, hint: /Sync\b/, rules: RULES })) {
      for (const report of reportsOf(parsed)) context.report(report);
    }
    await tellBlockingWaits(context);
  },
};

function reportsOf(parsed: Parsed): Report[] {
  const of = (rule: string): Node[] => parsed.nodes.filter((node) => node.rule === rule);
  const handlers = of('handler').filter(takesRequest);
  return of('blocking').flatMap((call) => {
    const handler = nearestNode(call, handlers);
    if (handler === undefined || !touches(parsed, call.startLine, call.endLine)) return [];
    return isOnce(parsed, call, handler, of('guard')) ? [] : [reportOf(parsed, call)];
  });
}

/** The setup function of `app.use(...)` in a plugin takes no request. */
function takesRequest({ text }: Node): boolean {
  return /^(?:async\s{0,20})?(?:function\s{0,20}\w{0,60}\s{0,20})?(?:\w{1,60}\s{0,20})?\(?\s{0,20}_?(?:req|request|ctx|context|c)\b/.test(
    text,
  );
}

/** Read once and kept: behind a test whether it is there already, or assigned only then. */
function isOnce(parsed: Parsed, call: Node, handler: Node, guards: readonly Node[]): boolean {
  const before = parsed.piece.text.slice(Math.max(handler.start, call.start - 200), call.start);
  const statement = before.slice(before.lastIndexOf(';') + 1);
  if (/\?\?|\|\|/.test(statement)) return true;
  return guards.some((guard) => {
    if (!within(call, guard) || !within(guard, handler)) return false;
    const name = /^if\s*\(\s*(?:!\s*)?([\w.]+)/.exec(guard.text)?.[1]?.replace(/\.has$/, '');
    if (name === undefined) return false;
    const escaped = name.replaceAll('.', '\\.');
    return new RegExp(String.raw`(?:^|[^\w.])${escaped}(?:\s*=(?!=)|\.set\()`).test(guard.text);
  });
}

function reportOf(parsed: Parsed, call: Node): Report {
  const name = /^[\w.]+/.exec(call.text)?.[0] ?? 'The call';
  return {
    rule: 'sync-in-handler',
    ...quotedLines(parsed, call),
    title: `\`${name}\` blocks every request while it runs`,
    explanation: `It stands in a request handler. Until disk, program or processor is done, this process answers nobody. Use the asynchronous form, or do the work once at start.`,
    failureScenario: {
      description: `One request reaches \`${name}\` and it takes 200 ms; 10 others arrive meanwhile.`,
      expected: 'the others are answered while it runs',
      actual: 'all of them wait, and under steady load they queue',
    },
  };
}
