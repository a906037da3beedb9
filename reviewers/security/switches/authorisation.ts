import type { ChangedFile, DiffLine } from '../../../schemas/change-set.ts';
import { definedName } from '../../../schemas/text/definition-line.ts';

/** A word for what asks who somebody is, as people name such functions: `requireAuth`, `ensureLoggedIn`, `isAdmin`, `adminOnly`, `authMiddleware`. */
const GUARD = String.raw`(?:(?:require|ensure|check|verify|must|needs?|only|protect|assert|enforce|is|has|validate)_?(?:\w{0,20}(?:[aA]uth|[aA]dmin|[lL]og(?:in|ged)|[uU]ser|[rR]ole|[pP]ermission|[oO]wner|[sS]ession|[jJ]wt|[tT]oken|[aA]ccess|[sS]cope|[sS]igned))\w{0,30}|\w{0,20}[aA]uth(?:enticate|orize|enticated|orized|entication|orization|Middleware|Guard|Required|_required|_middleware)\w{0,20}|(?:admin|auth|login)(?:Only|Required|_only|_required)|authenticate\w{0,20}|authorize\w{0,20}|(?:auth|csrf|csrfProtection|csurf|helmet))`;

/** How frameworks are told, outside of decorators and answers, to let only some in. All are of one name: one for another is no loss. */
const AUTHORISATION: readonly RegExp[] = [
  // Express, Koa, Fastify, Hono: in front of a handler, or of all of them; chi, gin, echo.
  new RegExp(
    String.raw`\.(?:get|post|put|patch|delete|del|all|route)\(\s*['"\x60]/[^'"\x60]{0,200}['"\x60]\s*,[^=]{0,120}?\b${GUARD}\b`,
  ),
  new RegExp(String.raw`\.[uU]se\(\s*(?:['"\x60][^'"\x60]{0,200}['"\x60]\s*,\s*)?(?:[\w$]{1,40}\.){0,3}${GUARD}\b`),
  new RegExp(
    String.raw`\b(?:preHandler|onRequest|preValidation|middleware)\s*:\s*\[?\s*(?:[\w$]{1,40}\.){0,3}${GUARD}\b`,
  ),
  // FastAPI.
  /\b(?:Depends|Security)\(\s{0,4}(?:get_current_|current_|require_|verify_|authenticate|authorize|check_)\w{0,40}/,
  // Spring, JAX-RS, Micronaut, Shiro; ASP.NET.
  /^\s*@(?:PreAuthorize|PostAuthorize|Secured|RolesAllowed|RequiresPermissions|RequiresRoles|RequiresAuthentication|Authenticated)\b/,
  /\.(?:authenticated|fullyAuthenticated)\(/,
  /^\s*\[(?:\w{1,40},\s*)?(?:Authorize|ValidateAntiForgeryToken|AutoValidateAntiforgeryToken)\b/,
  /\.(?:RequireAuthorization|UseAuthentication|UseAuthorization|UseAntiforgery)\(/,
  // Rails, Sinatra, Pundit, CanCan.
  /^\s*(?:prepend_)?before_action\s+:\w{0,40}(?:auth|login|logged|admin|require|signed_in|permission|owner)\w{0,40}/,
  /^\s*(?:authenticate!|authorize!?\s+@?\w|authorize_resource|load_and_authorize_resource|protect_from_forgery|authenticate_user!)/,
  // Laravel, Symfony.
  /->middleware\([\s[]{0,20}['"](?:auth|can|role|permission|verified|signed|admin)\b/,
  /\$this->(?:authorize|denyAccessUnlessGranted)\(|\bGate::(?:authorize|denies|allowIf)\(|\babort_(?:unless|if)\(/,
  /^\s*#\[IsGranted\b/,
];
const LONGEST = 600;

/** On one line with what only asks whether somebody is logged in. */
const ASKS_ROLE = /\.(?:hasRole|hasAuthority|hasAnyRole|hasAnyAuthority|denyAll)\(/;

/** What is asked of somebody who is known already. */
export const ROLE = 'the role that is asked for';

/** In which of these ways a line asks who may, in words; null where it does not. */
export function asksWhoMay(line: string): typeof ROLE | 'what asks who may' | null {
  if (line.length > LONGEST) return null;
  if (ASKS_ROLE.test(line)) return ROLE;
  return AUTHORISATION.some((pattern) => pattern.test(line)) ? 'what asks who may' : null;
}

/** What a route or a guarded definition goes by: its path, or its name. */
const PATH = /\(\s*['"`](\/[^'"`]{0,200})['"`]/;
const DECORATES = /^\s*(?:@|\[|#\[|(?:public|private|protected|internal)\s*$)/;

/**
 * Whether what a deleted line guarded is still there: the route of the same path, the definition below a decorator, the code behind it. What
 * goes together with its guard opens nothing.
 */
export function staysWithout(file: ChangedFile, line: DiffLine): boolean {
  const added = file.hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'added').map(({ text }) => text));
  const route = PATH.exec(line.text)?.[1];
  if (route !== undefined) return added.some((text) => PATH.exec(text)?.[1] === route);
  const comesAgain = (name: string): boolean => added.some((text) => definedName(text) === name);
  const lines =
    file.hunks.find((hunk) => hunk.lines.includes(line))?.lines.filter(({ kind }) => kind !== 'added') ?? [];
  const at = lines.indexOf(line);
  if (at === -1) return false;
  let [from, to] = [at, at];
  while (lines[from - 1]?.kind === 'deleted') from -= 1;
  while (lines[to + 1]?.kind === 'deleted') to += 1;
  const names = lines.slice(from, to + 1).flatMap(({ text }) => definedName(text) ?? []);
  if (!names.every(comesAgain)) return false;
  // A whole configuration or block of them goes, and nothing that it guarded stands below.
  const next = lines.slice(at + 1).find(({ text }) => text.trim() !== '' && !DECORATES.test(text));
  return (
    next === undefined ||
    next.kind === 'context' ||
    definedName(next.text) !== null ||
    added.some((text) => text.trim() === next.text.trim())
  );
}
