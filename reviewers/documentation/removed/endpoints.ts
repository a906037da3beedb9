import type { DeclaredThing, OldLine } from './removed.ts';

/** Express, Fastify, Hono, Koa; Flask, FastAPI; gin, chi, echo, net/http; Laravel; ASP.NET. */
const CALLED =
  /\b(?:app|api|server|fastify|bp|blueprint|mux|e|r|g|group|Route|routes?|router|[a-z]{1,20}Router)(?:\.|::|->)(?:all|route|[gG]et|[pP]ost|[pP]ut|[pP]atch|[dD]elete|GET|POST|PUT|PATCH|DELETE|Handle|HandleFunc|Map(?:Get|Post|Put|Patch|Delete))\(\s*['"`](\/[^'"`\s]{4,100})['"`]/;
const SPRING = /@(?:Get|Post|Put|Patch|Delete|Request)Mapping\(\s*(?:(?:value|path)\s*=\s*)?"(\/[^"\s]{4,100})"/;
const RAILS = /^\s*(?:get|post|put|patch|delete)\s+['"](\/[^'"\s]{4,100})['"]/;

/** Paths that a program answered. One of a single short word is too often something else's. */
export function declaredEndpoints({ text }: OldLine): DeclaredThing[] {
  const path = [CALLED, SPRING, RAILS].flatMap((route) => route.exec(text)?.[1] ?? [])[0];
  return path === undefined || !/^\/[\w.-]+(?:\/[\w.:{}<>*-]+)+$/.test(path) ? [] : [{ kind: 'endpoint', name: path }];
}
