import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import type { LockedPackage, LockfileReader } from './locked-package.ts';
import { NIX_AND_SWIFT_READERS } from './repository-lockfiles.ts';

const Text = z.string().optional().catch(undefined);
const locked = (one: Partial<LockedPackage> & Pick<LockedPackage, 'key' | 'name'>): LockedPackage => ({
  version: '',
  source: null,
  digests: [],
  runsOnInstall: false,
  isOwn: false,
  ...one,
});

/** Pipenv: packages by group, with the name of the index that they come from. */
function pipfile(text: string): readonly LockedPackage[] {
  const Source = z.looseObject({ name: Text, url: z.string(), verify_ssl: z.boolean().optional() });
  const Package = z.looseObject({
    version: Text,
    hashes: z.array(z.string()).optional(),
    index: Text,
    git: Text,
    file: Text,
    path: Text,
  });
  const { _meta: meta, ...groups } = z
    .looseObject({ _meta: z.looseObject({ sources: z.array(Source).optional() }).optional() })
    .parse(JSON.parse(text));
  // An index whose certificate nobody checks is one without TLS.
  const sources = (meta?.sources ?? []).map(({ name, url, verify_ssl: checked }) => ({
    name,
    url: checked === false ? url.replace(/^https:/, 'http:') : url,
  }));
  return Object.entries(z.record(z.string(), z.record(z.string(), Package)).parse(groups)).flatMap(
    ([group, packages]) =>
      Object.entries(packages).map(([name, { version = '', hashes = [], index, git, file, path }]) => {
        const indexed = sources.find((one) => one.name === index) ?? sources[0];
        const source =
          git === undefined ? (file ?? (path === undefined ? (indexed?.url ?? null) : null)) : `git+${git}`;
        return locked({
          key: `${group} ${name}@${version}`,
          name,
          version,
          source,
          digests: hashes,
          isOwn: path !== undefined,
        });
      }),
  );
}

/** Deno: packages of JSR and npm, and modules by their addresses. */
function deno(text: string): readonly LockedPackage[] {
  const Package = z.looseObject({ integrity: Text, tarball: Text, scripts: z.boolean().optional() });
  const Packages = z.record(z.string(), Package.catch({}));
  const Old = z.looseObject({ jsr: Packages.optional(), npm: Packages.optional() });
  const Addresses = z.record(z.string(), z.string()).optional();
  const lock = z
    .looseObject({
      jsr: Packages.optional(),
      npm: z.looseObject({}).optional(),
      packages: Old.optional(),
      remote: Addresses,
      redirects: Addresses,
    })
    .parse(JSON.parse(text));
  const nested = z.looseObject({ packages: Packages }).safeParse(lock.npm);
  const npm = nested.success ? nested.data.packages : Packages.parse(lock.npm ?? lock.packages?.npm ?? {});
  const named = [
    ...Object.entries(npm).map(([key, one]) => ({ key, one, digest: one.integrity })),
    ...Object.entries(lock.jsr ?? lock.packages?.jsr ?? {}).map(([key, one]) => ({
      key: `jsr:${key}`,
      one,
      digest: one.integrity === undefined ? undefined : `sha256:${one.integrity}`,
    })),
  ];
  return [
    ...named.map(({ key, one, digest }) => {
      const at = key.indexOf('@', key.startsWith('jsr:') ? 5 : 1);
      const [name, version] = at === -1 ? [key, ''] : [key.slice(0, at), key.slice(at + 1)];
      const source = one.tarball ?? (digest === undefined ? `registry:${name}` : null);
      return locked({
        key,
        name,
        version,
        source,
        digests: digest === undefined ? [] : [digest],
        runsOnInstall: one.scripts === true,
      });
    }),
    ...Object.entries(lock.remote ?? {}).map(([url, digest]) =>
      locked({ key: url, name: url, source: url, digests: digest === '' ? [] : [`sha256:${digest}`] }),
    ),
    // Where an address leads to is no module of its own; what it leads to has a digest above.
    ...Object.entries(lock.redirects ?? {}).map(([from, to]) =>
      locked({ key: `redirect ${from}`, name: from, source: to, digests: ['redirect'] }),
    ),
  ];
}

/** Bun: lists of an identity, a registry, metadata and a digest, in JSON with commas at its ends. */
function bun(text: string): readonly LockedPackage[] {
  const json = withoutTrailingCommas(text);
  const lock = z
    .looseObject({ packages: z.record(z.string(), z.array(z.unknown())).optional() })
    .parse(JSON.parse(json));
  return Object.entries(lock.packages ?? {}).map(([key, [identity, ...rest]]) => {
    const id = z.string().parse(identity);
    const at = id.indexOf('@', 1);
    const [name, version] = [id.slice(0, at), id.slice(at + 1)];
    const texts = rest.filter((one): one is string => typeof one === 'string' && one !== '');
    const digests = texts.filter((one) => /^sha\d{3}-/.test(one));
    const registry = texts.find((one) => /^https?:/.test(one));
    const isOwn = /^(?:workspace|link|root):/.test(version);
    const isPlace = /^(?:git\+|git:|github:|https?:|file:|\.{0,2}\/)/.test(version);
    const source = isPlace ? version : (registry ?? (isOwn || digests.length > 0 ? null : `registry:${name}`));
    return locked({ key, name, version, source, digests, isOwn });
  });
}

/** The lock file of Python's own standard (PEP 751). */
function pylock(text: string): readonly LockedPackage[] {
  const File = z.looseObject({ url: Text, path: Text, hashes: z.record(z.string(), z.string()).optional() });
  const Package = z.looseObject({
    name: z.string(),
    version: Text,
    index: Text,
    vcs: z.looseObject({ url: Text, path: Text }).optional(),
    directory: z.looseObject({ path: Text }).optional(),
    archive: File.optional(),
    sdist: File.optional(),
    wheels: z.array(File).optional(),
  });
  const lock = z.looseObject({ packages: z.array(Package).optional() }).parse(parseToml(text));
  return (lock.packages ?? []).map(({ name, version = '', index, vcs, directory, archive, sdist, wheels = [] }) => {
    const files = [archive, sdist, ...wheels].filter((one) => one !== undefined);
    return locked({
      key: `${name}@${version}`,
      name,
      version,
      source: vcs === undefined ? (index ?? archive?.url ?? archive?.path ?? null) : `git+${vcs.url ?? vcs.path ?? ''}`,
      addresses: files.flatMap(({ url }) => url ?? []),
      digests: files.flatMap(({ hashes = {} }) => Object.entries(hashes).map(([kind, digest]) => `${kind}:${digest}`)),
      isOwn: directory !== undefined,
    });
  });
}

/** NuGet: packages by framework. */
function nuget(text: string): readonly LockedPackage[] {
  const Package = z.looseObject({ type: Text, resolved: Text, contentHash: Text });
  const lock = z
    .looseObject({ dependencies: z.record(z.string(), z.record(z.string(), Package)).optional() })
    .parse(JSON.parse(text));
  return Object.entries(lock.dependencies ?? {}).flatMap(([framework, packages]) =>
    Object.entries(packages).map(([name, { type, resolved: version = '', contentHash }]) => {
      const isOwn = type === 'Project';
      const digests = contentHash === undefined ? [] : [`sha512-${contentHash}`];
      const source = isOwn || contentHash !== undefined ? null : `registry:${name}`;
      return locked({ key: `${framework} ${name}@${version}`, name, version, source, digests, isOwn });
    }),
  );
}

/** Dart's pub. */
function pub(text: string): readonly LockedPackage[] {
  const Place = z.looseObject({ url: Text, sha256: Text, path: Text });
  const Package = z.looseObject({ version: Text, source: Text, description: z.union([z.string(), Place]).optional() });
  const lock = z
    .looseObject({ packages: z.record(z.string(), Package).optional() })
    .parse(parseYaml(text, { prettyErrors: false }));
  return Object.entries(lock.packages ?? {}).map(([name, { version = '', source: kind, description }]) => {
    const { url, sha256 } = typeof description === 'object' ? description : {};
    const isOwn = kind === 'path' || kind === 'sdk';
    return locked({
      key: `${name}@${version}`,
      name,
      version,
      source: isOwn ? null : kind === 'git' ? `git+${url ?? ''}` : (url ?? null),
      digests: sha256 === undefined ? [] : [`sha256:${sha256}`],
      isOwn,
    });
  });
}

/** conda-lock: packages by platform. */
function condaLock(text: string): readonly LockedPackage[] {
  const Package = z.looseObject({
    name: z.string(),
    version: Text,
    platform: Text,
    manager: Text,
    url: Text,
    hash: z.record(z.string(), z.string()).optional(),
  });
  const lock = z.looseObject({ package: z.array(Package) }).parse(parseYaml(text, { prettyErrors: false }));
  return lock.package.map(({ name, version = '', platform = '', manager = '', url, hash = {} }) =>
    locked({
      key: `${manager} ${platform} ${name}@${version}`,
      name,
      version,
      source: url ?? null,
      digests: Object.entries(hash).map(([kind, digest]) => `${kind}:${digest}`),
    }),
  );
}

/** Terraform: providers by their addresses. */
function terraform(text: string): readonly LockedPackage[] {
  return text.split(/^(?=provider )/m).flatMap((block): LockedPackage[] => {
    const name = /^provider "([^"\n]{1,300})" \{/.exec(block)?.[1];
    if (name === undefined) return [];
    const version = /^ {2}version {1,20}= "([^"\n]{1,100})"/m.exec(block)?.[1] ?? '';
    const digests = [...block.matchAll(/^ {4}"((?:h1|zh):[^"\n]{1,200})",?$/gm)].map(([, digest = '']) => digest);
    return [locked({ key: name, name, version, source: `https://${name}`, digests })];
  });
}

/** Readers beside those of `read-lockfile.ts`, by the names of the files. */
export const FURTHER_READERS: readonly (readonly [name: string, reader: LockfileReader])[] = [
  ['Pipfile.lock', pipfile],
  ['deno.lock', deno],
  ['bun.lock', bun],
  ['pylock.toml', pylock],
  ['packages.lock.json', nuget],
  ['pubspec.lock', pub],
  ['conda-lock.yml', condaLock],
  ['.terraform.lock.hcl', terraform],
  ...NIX_AND_SWIFT_READERS,
];

/** JSON without the commas that stand before a closing bracket, in one pass. */
function withoutTrailingCommas(text: string): string {
  const kept: string[] = [];
  let from = 0;
  let comma = -1;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') {
      comma = -1;
      for (at += 1; at < text.length && text.charAt(at) !== '"'; at += 1) if (text.charAt(at) === '\\') at += 1;
    } else if (character === ',') comma = at;
    else if (comma !== -1 && (character === ']' || character === '}')) {
      kept.push(text.slice(from, comma));
      from = comma + 1;
      comma = -1;
    } else if (!/\s/.test(character)) comma = -1;
  }
  return [...kept, text.slice(from)].join('');
}
