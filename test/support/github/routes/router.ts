import type { Answer, Call, Route } from '../call.ts';
import { repositoryOf } from '../call.ts';
import { Refusal } from '../refusal.ts';
import type { Need } from '../scene.ts';

/** A route that fits a request, with the parts of its path. */
interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds routes by path; a literal part wins over a parameter, as in GitHub's own description. */
export class Router {
  readonly #routes: readonly { readonly route: Route; readonly pattern: RegExp; readonly names: readonly string[] }[];

  constructor(routes: readonly Route[]) {
    this.#routes = routes
      .map((route) => ({ route, ...patternOf(route.path) }))
      .toSorted((a, b) => a.names.length - b.names.length);
  }

  find(method: string, path: string): Found | null {
    for (const { route, pattern, names } of this.#routes) {
      if (route.method !== method) continue;
      const found = pattern.exec(path);
      if (found === null) continue;
      const parts = names.map((name, at) => [name, decodeURIComponent(found[at + 1] ?? '')]);
      return { route, params: Object.fromEntries(parts) };
    }
    return null;
  }
}

/** Parameters that may hold slashes. */
const LONG = new Set(['path', 'ref', 'basehead']);

function patternOf(path: string): { readonly pattern: RegExp; readonly names: readonly string[] } {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((one) => one[1] ?? '');
  const source = path
    .replaceAll('.', '\\.')
    .replaceAll(/\{(\w+)\}/g, (_all, name: string) => (LONG.has(name) ? '(.*?)' : '([^/]+)'));
  return { pattern: new RegExp(`^${source}$`), names };
}

/** Runs a route; what it refuses is an answer too. */
export function runRoute(call: Call, route: Route): Answer {
  try {
    if (route.need !== null && 'owner' in call.params) repositoryOf(call, route.need);
    return route.run(call);
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    const wanted = problem.status === 403 && route.need !== null ? { headers: acceptedBy(route.need) } : {};
    return { status: problem.status, body: problem.body(), ...wanted };
  }
}

/** How GitHub tells a token of an app which permissions would have done: one of these. */
const acceptedBy = (need: Need): Readonly<Record<string, string>> => ({
  'x-accepted-github-permissions': need.any.map(([name, level]) => `${name}=${level}`).join('; '),
});
