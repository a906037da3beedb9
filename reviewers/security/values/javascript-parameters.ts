import type { Call, Parameter } from './grammar.ts';
import { importsOf } from './imports.ts';
import { JAVASCRIPT_GRAMMAR } from './javascript-grammar.ts';
import type { Knowledge } from './knowledge.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';

const REQUEST_TYPE =
  /^(?:\w+\.)?(?:Request|NextRequest|NextApiRequest|FastifyRequest|IncomingMessage|Http2ServerRequest|HapiRequest|VercelRequest)\b/;
const RESPONSE_NAME = /^_?(?:res|response|reply|resp|h)$/;
/** What routers call: the first argument is an address. */
const ROUTES = /^(?:get|post|put|patch|delete|all|use|options|head|route)$/;
/** Functions that a framework calls with the request taken apart. */
const ENTRIES = /^(?:GET|POST|PUT|PATCH|DELETE|generateMetadata|loader|action|load|getServerSideProps)$/;
/** Events of a socket that carry nothing of the other side's choice. */
const OWN_EVENTS =
  /^['"`](?:connect\w*|disconnect\w*|error|close|end|timeout|drain|lookup|ready|open|upgrade|secureConnect|ping|pong|listening|finish|pipe)['"`]$/;
/** Schemas that leave an attacker nothing to choose. */
const NARROW_INPUT =
  /\bz\.(?:number|enum|coerce|boolean|bigint|literal|nativeEnum)\b|\.(?:uuid|cuid2?|ulid|regex|int)\(/;

const typeOf = (node: Syntax): string =>
  node.children.find(({ kind }) => kind === 'type_annotation')?.text.replace(/^:\s*/, '') ?? '';

/** The call that a function is handed to. */
function callAround(fn: Syntax): Call | null {
  const around = fn.parent?.kind === 'arguments' ? fn.parent.parent : null;
  const call = around === null ? null : JAVASCRIPT_GRAMMAR.expression(around);
  return call?.form === 'call' ? call : null;
}

/** What a parameter is by its declaration, or by what the function is handed to. */
export function parameter(given: Parameter, fn: Syntax): ReturnType<Knowledge['parameter']> {
  const { node, within, position } = given;
  const decorator = node.children.find(({ kind }) => kind === 'decorator')?.text ?? '';
  const type = typeOf(node);
  if (/Parse(?:Int|Float|UUID|Bool|Enum)Pipe/.test(decorator)) return 'scalar';
  if (/^(?:number|boolean|bigint|Date)(?:\s*\|\s*(?:null|undefined))?$/.test(type)) return 'scalar';
  if (/^(?:\|\s*)?(['"])[^'"]*\1(?:\s*\|\s*(['"])[^'"]*\2)*$/.test(type)) return 'scalar';
  if (/^@(?:Query|Param|Body|Headers|Cookies|QueryParam|BodyParam|HeaderParam)\(/.test(decorator)) return 'request';
  const [first] = within;
  if (first === 'params' && ENTRIES.test(JAVASCRIPT_GRAMMAR.functionName(fn) ?? '')) return 'request';
  const call = callAround(fn);
  if (call === null) return null;
  if (first === 'input' && /^(?:query|mutation)$/.test(call.method))
    return NARROW_INPUT.test(call.receiver?.text ?? '') ? null : 'request';
  return isFromSocket(call, position) ? 'request' : null;
}

/** `ws.on('message', f)` and, of socket.io, `socket.on('anything', f)`: the other side sends what it likes. */
function isFromSocket({ callee, arguments: given }: Call, position: number): boolean {
  const event = given[0]?.text ?? '';
  if (/^(?:\w+\.)*(?:ws|webSocket|conn|connection)\.on$/.test(callee))
    return position === 0 && /^['"`](?:message|data)['"`]$/.test(event);
  return /^(?:\w+\.)*socket\.on$/.test(callee) && /^['"`]/.test(event) && !OWN_EVENTS.test(event);
}

/** The name under which the rules know a parameter: a handler may call its request as it likes. */
export function role({ node, within, position }: Parameter, fn: Syntax): string | null {
  if (within.length > 0) return null;
  if (REQUEST_TYPE.test(typeOf(node))) return isOwnType(typeOf(node), fn) ? 'otherRequest' : 'req';
  const [, second] = JAVASCRIPT_GRAMMAR.parameters(fn);
  if (position === 0 && second?.position === 1 && RESPONSE_NAME.test(second.name)) return 'req';
  if (position === 0 && isMessageHandler(fn)) return 'messageEvent';
  const call = callAround(fn);
  const route = call?.arguments[0]?.text ?? '';
  if (call?.receiver === null || call === null || !ROUTES.test(call.method) || !/^['"`]\//.test(route)) return null;
  if (second === undefined || /^_?next$/.test(second.name)) return position === 0 ? 'ctx' : null;
  return ['req', 'res'][position] ?? null;
}

/** Whether a type is one of this program's, by a file beside this one: it has the name of a framework's alone. */
function isOwnType(type: string, fn: Syntax): boolean {
  let root = fn;
  while (root.parent !== null) root = root.parent;
  return (
    importsOf(root)
      .get(/^\w+/.exec(type)?.[0] ?? '')
      ?.path.startsWith('.') === true
  );
}

/** A handler of messages from other windows that does not ask where they come from. */
function isMessageHandler(fn: Syntax): boolean {
  const call = callAround(fn);
  const added =
    call !== null &&
    (/^(?:window|globalThis)\.addEventListener$/.test(call.callee) ||
      (call.callee === 'self.addEventListener' && !isWorker(fn))) &&
    /^['"`]message['"`]$/.test(call.arguments[0]?.text ?? '');
  const assigned = fn.parent?.kind === 'assignment_expression' && /^window\.onmessage\s*=/.test(fn.parent.text);
  return (added || assigned) && !/\.(?:origin|source)\b|\b(?:origin|source)\s*[,}]/.test(fn.text);
}

/** Whether a file answers by `self.postMessage` and names no page, as a worker: none but the page that started it sends it messages. */
function isWorker(node: Syntax): boolean {
  let root = node;
  while (root.parent !== null) root = root.parent;
  return root.text.includes(ANSWER) && !OF_PAGE.test(root.text) && answers(root);
}

const ANSWER = 'self.postMessage(';
/** What a page has and a worker has not. */
const OF_PAGE =
  /\b(?:window|document|location|parent|opener|localStorage|sessionStorage|innerHTML|outerHTML|insertAdjacentHTML|querySelector|createRoot)\b/;

/** Whether a call of this name is made, rather than spoken of. */
function answers(root: Syntax): boolean {
  const open: Syntax[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'call_expression' && node.text.startsWith(ANSWER)) return true;
    if (node.text.includes(ANSWER)) open.push(...node.children);
  }
  return false;
}
