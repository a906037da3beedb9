import type { Need, Scene } from './scene.ts';
import { may, sees } from './scene.ts';
import { forbidden, notFound, Refusal } from './refusal.ts';
import type { App, Pull, Repository, Token } from './state.ts';
import type { Writer } from './reviewing.ts';

/** One REST request on its way to a handler. */
export interface Call {
  readonly scene: Scene;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly token: Token | null;
  /** Set when the request is signed by an app itself. */
  readonly app: App | null;
  /** The address of the request, for links to other pages. */
  readonly url: string;
}

export interface Answer {
  readonly status: number;
  /** JSON, unless `contentType` says otherwise (then a string or bytes); undefined: no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly contentType?: string;
}

/** One operation of the API, under the path of its published description. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Null: the handler decides by itself. */
  readonly need: Need | null;
  readonly run: (call: Call) => Answer;
}

export const json = (body: unknown, status = 200): Answer => ({ status, body });

/** The repository of the path, refused as GitHub does: 404 when it does not exist for the token, 403 when it does. */
export function repositoryOf(call: Call, need: Need | null): Repository {
  const { scene, token, params } = call;
  const repository = scene.store.repository(`${params['owner']}/${params['repo']}`);
  if (repository === null || !sees(scene, token, repository)) throw notFound();
  if (need === null || may(scene, token, repository, need)) return repository;
  if (token === null) throw new Refusal(401, 'Requires authentication', { type: 'UNAUTHENTICATED' });
  throw forbidden(token.app === null ? 'Resource not accessible by personal access token' : undefined);
}

export function pullOf(call: Call, need: Need): Pull {
  const repository = repositoryOf(call, need);
  const pull = call.scene.store.pull(repository, Number(call.params['pull_number'] ?? call.params['issue_number']));
  if (pull === null) throw notFound();
  return pull;
}

/** Who writes; only after the need was checked. */
export function writerOf(call: Call): Writer {
  if (call.token === null) throw new Refusal(401, 'Requires authentication', { type: 'UNAUTHENTICATED' });
  return { actor: call.token.actor, app: call.token.app };
}

export const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
export const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

const DEFAULT_PAGE = 30;
const MOST_A_PAGE = 100;

/** One page of a list, with the `Link` header as GitHub writes it: by the repository's number, not by its name. */
export function paged<T>(
  call: Call,
  items: readonly T[],
  wrap: (page: readonly T[]) => unknown = (page) => page,
): Answer {
  const asked = Number(call.query.get('per_page') ?? DEFAULT_PAGE);
  const size = Math.min(Math.max(Number.isInteger(asked) && asked > 0 ? asked : DEFAULT_PAGE, 1), MOST_A_PAGE);
  const page = Math.max(Number(call.query.get('page') ?? 1) || 1, 1);
  const last = Math.max(Math.ceil(items.length / size), 1);
  const links = [
    ...(page > 1 ? [link(call, page - 1, 'prev')] : []),
    ...(page < last ? [link(call, page + 1, 'next'), link(call, last, 'last')] : []),
    ...(page > 1 ? [link(call, 1, 'first')] : []),
  ];
  const body = wrap(items.slice((page - 1) * size, page * size));
  return { status: 200, body, ...(links.length === 0 ? {} : { headers: { link: links.join(', ') } }) };
}

function link(call: Call, page: number, rel: string): string {
  const url = new URL(call.url);
  const { scene, params } = call;
  const repository = scene.store.repository(`${params['owner']}/${params['repo']}`);
  if (repository !== null) {
    const named = `/repos/${params['owner']}/${params['repo']}/`;
    url.pathname = url.pathname.replace(named, `/repositories/${repository.id}/`);
  }
  url.searchParams.set('page', String(page));
  return `<${url.href}>; rel="${rel}"`;
}
