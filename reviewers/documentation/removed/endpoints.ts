import type { Declared, OldLine } from './removed.ts';

const PATH = String.raw`['"\x60](\/[^'"\x60\s]{4,100})['"\x60]`;
/** Express, Fastify, Hono, Koa; Flask, FastAPI; gin, chi, echo, net/http; Laravel; ASP.NET; Spring; Rails. */
const ROUTE = new RegExp(
  [
    String.raw`(?:\b|@)(?:app|api|server|fastify|bp|blueprint|mux|e|r|g|group|Route|\w{0,20}[rR]outer|routes?)(?:\.|::|->)(?:get|post|put|patch|delete|all|route|GET|POST|PUT|PATCH|DELETE|Get|Post|Put|Patch|Delete|Handle|HandleFunc|MapGet|MapPost|MapPut|MapDelete|MapPatch)\(\s*${PATH}`,
    String.raw`@(?:Get|Post|Put|Patch|Delete|Request)Mapping\(\s*(?:(?:value|path)\s*=\s*)?${PATH}`,
    String.raw`^\s*(?:get|post|put|patch|delete)\s+${PATH}`,
  ].join('|'),
);

/** Paths that a program answered. One of a single short word is too often something else's. */
export function declaredEndpoints({ text }: OldLine): Declared[] {
  const path = ROUTE.exec(text)
    ?.slice(1)
    .find((group) => group !== undefined);
  return path === undefined || !/^\/[\w.-]+(?:\/[\w.:{}<>*-]+)+$/.test(path) ? [] : [{ kind: 'endpoint', name: path }];
}
