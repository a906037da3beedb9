import { json, paged } from '../call.ts';
import type { Answer, Call, Route } from '../call.ts';
import { checkGrant } from '../grant.ts';
import { notFound, Refusal } from '../refusal.ts';
import { renderApp, renderRepository, renderUser } from '../render/render.ts';
import type { App, Delivery, Installation, Token } from '../state.ts';

const TOKEN_MILLISECONDS = 3_600_000;
const MOST_DELIVERIES_A_PAGE = 100;

/** The app that signed the request. */
function appOf(call: Call): App {
  if (call.app !== null) return call.app;
  throw new Refusal(401, 'A JSON web token could not be decoded', { type: 'UNAUTHENTICATED' });
}

function installationOf(call: Call): Installation {
  const app = appOf(call);
  const id = Number(call.params['installation_id']);
  const found = call.scene.store.state.installations.find((one) => one.id === id && one.app === app);
  if (found === undefined) throw notFound();
  return found;
}

/** An installation as REST and the events show it. */
export function renderInstallation(scene: Call['scene'], installation: Installation): object {
  const { app, account } = installation;
  const api = `${scene.urls.api}/app/installations/${installation.id}`;
  return {
    id: installation.id,
    account: renderUser(scene, account),
    repository_selection: installation.repositories === null ? 'all' : 'selected',
    access_tokens_url: `${api}/access_tokens`,
    repositories_url: `${scene.urls.api}/installation/repositories`,
    html_url: `${scene.urls.server}/settings/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    client_id: app.clientId,
    target_id: account.id,
    target_type: account.type,
    permissions: installation.permissions,
    events: app.events,
    created_at: installation.createdAt,
    updated_at: installation.createdAt,
    single_file_name: null,
    suspended_by: null,
    suspended_at: installation.suspendedAt,
  };
}

function makeToken(call: Call): Answer {
  const installation = installationOf(call);
  if (installation.suspendedAt !== null) throw new Refusal(403, 'This installation has been suspended');
  const { store } = call.scene;
  const grant = checkGrant(store, installation, call.body);
  const expiresAt = Date.now() + TOKEN_MILLISECONDS;
  const token: Token = {
    value: `ghs_${String(store.nextId()).padStart(36, '0')}`,
    actor: installation.app.bot,
    app: installation.app,
    installation,
    repositories: grant.repositories.map((one) => one.fullName),
    permissions: grant.permissions,
    expiresAt,
    revoked: false,
  };
  store.state.tokens.push(token);
  const isSelected = grant.isNarrowed || installation.repositories !== null;
  const answer = {
    token: token.value,
    expires_at: new Date(expiresAt).toISOString().replace(/\.\d+Z$/, 'Z'),
    permissions: grant.permissions,
    repository_selection: isSelected ? 'selected' : 'all',
    ...(isSelected ? { repositories: grant.repositories.map((one) => renderRepository(call.scene, one)) } : {}),
  };
  return json(answer, 201);
}

function installationOfRepository(call: Call): Answer {
  const app = appOf(call);
  const { scene, params } = call;
  const found = scene.store.state.installations.find(
    (one) =>
      one.app === app &&
      one.account.login.toLowerCase() === params['owner']?.toLowerCase() &&
      (one.repositories ?? scene.store.state.repositories).some(
        (repository) => repository.fullName.toLowerCase() === `${params['owner']}/${params['repo']}`.toLowerCase(),
      ),
  );
  if (found === undefined) throw notFound();
  return json(renderInstallation(scene, found));
}

const renderDelivery = (delivery: Delivery): object => ({
  id: delivery.id,
  guid: delivery.guid,
  delivered_at: delivery.deliveredAt,
  redelivery: delivery.redelivery,
  duration: delivery.durationSeconds,
  status: delivery.status,
  status_code: delivery.statusCode,
  event: delivery.event,
  action: delivery.action,
  installation_id: delivery.installationId,
  repository_id: delivery.repositoryId,
  throttled_at: null,
});

function deliveryOf(call: Call): Delivery {
  const app = appOf(call);
  const found = call.scene.store.state.deliveries.find(
    (one) => one.app === app && one.id === Number(call.params['delivery_id']),
  );
  if (found === undefined) throw notFound();
  return found;
}

/** Newest first, by an opaque cursor and not by page. */
function deliveries(call: Call): Answer {
  const app = appOf(call);
  const size = Math.min(Number(call.query.get('per_page') ?? 30), MOST_DELIVERIES_A_PAGE);
  const cursor = call.query.get('cursor');
  const status = call.query.get('status');
  const wanted = call.scene.store.state.deliveries
    .filter((one) => one.app === app && (status === null || (status === 'success') === isSuccess(one)))
    .toReversed();
  const start = cursor === null ? 0 : wanted.findIndex((one) => `v1_${one.id}` === cursor);
  if (start === -1) throw new Refusal(400, 'Invalid cursor');
  const page = wanted.slice(start, start + size);
  const next = wanted[start + size];
  if (next === undefined) return json(page.map(renderDelivery));
  const url = new URL(call.url);
  url.searchParams.set('cursor', `v1_${next.id}`);
  return { status: 200, body: page.map(renderDelivery), headers: { link: `<${url.href}>; rel="next"` } };
}

const isSuccess = (delivery: Delivery): boolean => delivery.statusCode >= 200 && delivery.statusCode < 300;

/** What an app does for itself, and its deliveries. */
export const APP_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/app', need: null, run: (call) => json(renderApp(call.scene, appOf(call))) },
  {
    method: 'GET',
    path: '/app/installations',
    need: null,
    run: (call) => {
      const app = appOf(call);
      const own = call.scene.store.state.installations.filter((one) => one.app === app);
      return paged(call, own, (page) => page.map((one) => renderInstallation(call.scene, one)));
    },
  },
  {
    method: 'GET',
    path: '/app/installations/{installation_id}',
    need: null,
    run: (call) => json(renderInstallation(call.scene, installationOf(call))),
  },
  { method: 'POST', path: '/app/installations/{installation_id}/access_tokens', need: null, run: makeToken },
  { method: 'GET', path: '/repos/{owner}/{repo}/installation', need: null, run: installationOfRepository },
  {
    method: 'DELETE',
    path: '/installation/token',
    need: null,
    run: (call) => {
      if (call.token?.app == null) throw new Refusal(401, 'Bad credentials');
      call.token.revoked = true;
      return { status: 204 };
    },
  },
  { method: 'GET', path: '/app/hook/deliveries', need: null, run: deliveries },
  {
    method: 'GET',
    path: '/app/hook/deliveries/{delivery_id}',
    need: null,
    run: (call) => {
      const delivery = deliveryOf(call);
      return json({
        ...renderDelivery(delivery),
        url: delivery.app.webhookUrl ?? '',
        request: { headers: delivery.requestHeaders, payload: delivery.payload },
        response: { headers: delivery.responseHeaders, payload: delivery.responseBody },
      });
    },
  },
  {
    method: 'POST',
    path: '/app/hook/deliveries/{delivery_id}/attempts',
    need: null,
    run: (call) => {
      call.scene.deliveries.again(deliveryOf(call));
      return json({}, 202);
    },
  },
];
