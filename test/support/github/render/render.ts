import { repositoryUrls, userUrls } from './render-urls.ts';
import { roleOf } from '../scene.ts';
import type { Scene } from '../scene.ts';
import type { App, Repository, User } from '../state.ts';

/** The JSON of a thing, as REST shows it. */
type Rendered = Readonly<Record<string, unknown>>;

export const renderUser = (scene: Scene, user: User): Rendered => ({
  login: user.login,
  id: user.id,
  node_id: user.nodeId,
  gravatar_id: '',
  type: user.type,
  user_view_type: 'public',
  site_admin: false,
  ...userUrls(scene.urls, user),
});

export function renderRepository(scene: Scene, repository: Repository): Rendered {
  const pulls = scene.store.state.pulls.filter((pull) => pull.repository === repository && pull.state === 'open');
  return {
    id: repository.id,
    node_id: repository.nodeId,
    name: repository.name,
    full_name: repository.fullName,
    private: repository.private,
    owner: renderUser(scene, repository.owner),
    description: null,
    fork: repository.forkOf !== null,
    ...repositoryUrls(scene.urls, repository),
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    pushed_at: repository.createdAt,
    homepage: null,
    size: 1,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    forks_count: scene.store.state.repositories.filter((one) => one.forkOf === repository).length,
    mirror_url: null,
    archived: false,
    disabled: false,
    open_issues_count: pulls.length,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.private ? 'private' : 'public',
    forks: 0,
    open_issues: pulls.length,
    watchers: 0,
    default_branch: repository.defaultBranch,
  };
}

/** The bot of an app, or a person by their role. */
export function associationOf(scene: Scene, user: User, repository: Repository): string {
  if (user === repository.owner) return 'OWNER';
  const role = user.roles.get(repository.fullName) ?? 'none';
  if (user.type === 'Bot' || role === 'none') return 'NONE';
  return roleOf(user.login, repository, scene.store) === 'read' ? 'CONTRIBUTOR' : 'COLLABORATOR';
}

export const renderApp = (scene: Scene, app: App): Rendered => ({
  id: app.id,
  client_id: app.clientId,
  slug: app.slug,
  node_id: app.nodeId,
  owner: renderUser(scene, app.owner),
  name: app.name,
  description: '',
  external_url: `${scene.urls.server}/apps/${app.slug}`,
  html_url: `${scene.urls.server}/apps/${app.slug}`,
  created_at: app.createdAt,
  updated_at: app.createdAt,
  permissions: app.permissions,
  events: app.events,
});
