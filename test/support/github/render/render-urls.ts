import type { Repository, User } from '../state.ts';

interface Urls {
  readonly api: string;
  readonly server: string;
}

/** The addresses that every user carries. */
export function userUrls(urls: Urls, user: User): Readonly<Record<string, string>> {
  const url = `${urls.api}/users/${encodeURIComponent(user.login)}`;
  const isApp = user.type === 'Bot';
  return {
    url,
    html_url: `${urls.server}/${isApp ? `apps/${user.login.replace('[bot]', '')}` : user.login}`,
    avatar_url: `${urls.server}/avatars/${user.id}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
  };
}

const TEMPLATES: Readonly<Record<string, string>> = {
  archive: '{archive_format}{/ref}',
  assignees: 'assignees{/user}',
  blobs: 'git/blobs{/sha}',
  branches: 'branches{/branch}',
  collaborators: 'collaborators{/collaborator}',
  comments: 'comments{/number}',
  commits: 'commits{/sha}',
  compare: 'compare/{base}...{head}',
  contents: 'contents/{+path}',
  contributors: 'contributors',
  deployments: 'deployments',
  downloads: 'downloads',
  events: 'events',
  forks: 'forks',
  git_commits: 'git/commits{/sha}',
  git_refs: 'git/refs{/sha}',
  git_tags: 'git/tags{/sha}',
  hooks: 'hooks',
  issue_comment: 'issues/comments{/number}',
  issue_events: 'issues/events{/number}',
  issues: 'issues{/number}',
  keys: 'keys{/key_id}',
  labels: 'labels{/name}',
  languages: 'languages',
  merges: 'merges',
  milestones: 'milestones{/number}',
  notifications: 'notifications{?since,all,participating}',
  pulls: 'pulls{/number}',
  releases: 'releases{/id}',
  stargazers: 'stargazers',
  statuses: 'statuses/{sha}',
  subscribers: 'subscribers',
  subscription: 'subscription',
  tags: 'tags',
  teams: 'teams',
  trees: 'git/trees{/sha}',
};

/** The addresses that every repository carries. */
export function repositoryUrls(urls: Urls, repository: Repository): Readonly<Record<string, string>> {
  const url = `${urls.api}/repos/${repository.fullName}`;
  const page = `${urls.server}/${repository.fullName}`;
  const made = Object.entries(TEMPLATES).map(([name, rest]) => [`${name}_url`, `${url}/${rest}`] as const);
  return {
    url,
    html_url: page,
    ...Object.fromEntries(made),
    git_url: `git://${new URL(page).host}/${repository.fullName}.git`,
    ssh_url: `git@${new URL(page).hostname}:${repository.fullName}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
  };
}
