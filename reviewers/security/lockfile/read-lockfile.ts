import { lockfileName } from '../../../schemas/file-kinds/lockfile-name.ts';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import type { LockedPackage, LockfileReader } from './locked-package.ts';
import { FURTHER_READERS } from './further-lockfiles.ts';
import { npmLockfile } from './npm-lockfile.ts';

/** What Yarn 2 binds a release to that is not where its name says. */
const ARCHIVE = '__archiveUrl=';
const Text = z.string().optional().catch(undefined);

const ALIASED = /^"?(?:@[^/"\s]{1,200}\/)?[^@"\s]{1,200}@npm:((?:@[^/"\s]{1,200}\/)?[^@"\s]{1,200})@/;

/** Yarn 1: blocks of indented words below a header. What Yarn 2 writes is YAML and has a `checksum`. */
function yarn(text: string): LockedPackage[] {
  if (/^__metadata:/m.test(text)) return yarnBerry(text);
  return text.split(/\n(?=\S)/).flatMap((block): LockedPackage[] => {
    const header = /^"?((?:@[^/"\s]{1,200}\/)?[^@"\s]{1,200})@.{1,5000}:$/m.exec(block)?.[1];
    if (header === undefined || block.startsWith('#')) return [];
    // `"string-width-cjs@npm:string-width@^4"` installs string-width under another name, as its manifest wants.
    const name = ALIASED.exec(block)?.[1] ?? header;
    const word = (key: string): string | undefined =>
      new RegExp(`^ {2}"?${key}"? "?([^"\\n]{1,1000})"?$`, 'm').exec(block)?.[1];
    const version = word('version') ?? '';
    const [source = null, sha1] = word('resolved')?.split('#') ?? [];
    const digests = word('integrity')?.split(/\s+/) ?? (sha1 === undefined ? [] : [`sha1:${sha1}`]);
    return [{ key: `${header}@${version}`, name, version, source, digests, runsOnInstall: false, isOwn: false }];
  });
}

function yarnBerry(text: string): LockedPackage[] {
  const Entry = z.looseObject({ version: Text, resolution: Text, checksum: Text, linkType: Text });
  const lock = z.record(z.string(), Entry.catch({})).parse(parseYaml(text, { prettyErrors: false }));
  return Object.entries(lock).flatMap(
    ([entry, { version = '', resolution = '', checksum, linkType }]): LockedPackage[] => {
      if (entry === '__metadata') return [];
      const at = resolution.indexOf('@', 1);
      const [name, place] = [resolution.slice(0, at), resolution.slice(at + 1)];
      // A release may be bound to an address of its own.
      const bound = place
        .split('::')
        .slice(1)
        .flatMap((part) => part.split('&'));
      const archive = bound.find((part) => part.startsWith(ARCHIVE))?.slice(ARCHIVE.length);
      const isPlain = /^(?:npm|workspace|patch|virtual|portal|link):/.test(place);
      const source = archive !== undefined ? unescaped(archive) : isPlain ? null : place;
      const asked = entry.split(',').map((one) => one.trim());
      const isAsked = asked.some(
        (one) => one.startsWith(`${name}@`) || one.includes(`@npm:${name}@`) || one.includes('@patch:'),
      );
      const digests = checksum === undefined ? [] : [checksum];
      return [
        {
          // A package and its patched form have one version and two digests.
          key: place.startsWith('patch:') ? resolution : `${name}@${version}`,
          name,
          version,
          source,
          digests,
          runsOnInstall: false,
          isOwn: linkType === 'soft',
          ...(!isAsked && linkType !== 'soft' && { askedAs: nameAsked(asked[0] ?? entry) }),
        },
      ];
    },
  );
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A per cent sign that encodes nothing: the address as it stands.
    return text;
  }
}

function pnpm(text: string): LockedPackage[] {
  const Resolution = z.looseObject({ integrity: Text, tarball: Text, repo: Text, directory: Text });
  const Entry = z.looseObject({ resolution: Resolution.optional(), requiresBuild: z.boolean().optional() });
  const lock = z
    .looseObject({ packages: z.record(z.string(), Entry).optional() })
    .parse(parseYaml(text, { prettyErrors: false }));
  return Object.entries(lock.packages ?? {}).map(([key, { resolution, requiresBuild }]) => {
    const at = key.indexOf('@', 2);
    const [name, version] = at === -1 ? [key, ''] : [key.slice(0, at).replace(/^\//, ''), key.slice(at + 1)];
    return {
      key,
      name,
      version,
      source: resolution?.tarball ?? (resolution?.repo === undefined ? null : `git+${resolution.repo}`),
      digests: resolution?.integrity?.split(/\s+/) ?? [],
      runsOnInstall: requiresBuild === true,
      isOwn: resolution?.directory !== undefined,
    };
  });
}

/** Cargo, Poetry, PDM and uv: tables of packages. */
function toml(text: string): LockedPackage[] {
  const Source = z.union([
    z.string(),
    z.looseObject({
      url: Text,
      registry: Text,
      git: Text,
      editable: Text,
      virtual: Text,
      resolved_reference: Text,
    }),
  ]);
  const File = z.looseObject({ hash: Text, url: Text });
  const Package = z.looseObject({
    name: z.string(),
    version: Text,
    source: Source.optional(),
    checksum: Text,
    files: z.array(File).optional(),
    sdist: File.optional(),
    wheels: z.array(File).optional(),
  });
  const lock = z.looseObject({ package: z.array(Package).optional() }).parse(parseToml(text));
  const packages = lock.package ?? [];
  const counts = new Map<string, number>();
  for (const { name, version = '' } of packages)
    counts.set(`${name}@${version}`, (counts.get(`${name}@${version}`) ?? 0) + 1);
  return packages.map(({ name, version = '', source, checksum, files = [], sdist, wheels = [] }) => {
    const place =
      typeof source === 'object'
        ? source.git === undefined
          ? ofCommit(source.url ?? source.registry, source.resolved_reference)
          : `git+${source.git}`
        : source;
    const all = [...files, ...wheels, ...(sdist === undefined ? [] : [sdist])];
    return {
      // A crate of the repository, and the release of the same version that others ask for, are two.
      key: (counts.get(`${name}@${version}`) ?? 0) > 1 ? `${name}@${version} ${place ?? ''}` : `${name}@${version}`,
      name,
      version,
      source: place ?? null,
      addresses: all.flatMap(({ url }) => url ?? []),
      digests: [...(checksum === undefined ? [] : [checksum]), ...all.flatMap(({ hash }) => hash ?? [])],
      runsOnInstall: false,
      isOwn: typeof source === 'object' && (source.editable !== undefined || source.virtual !== undefined),
    };
  });
}

/** Poetry names the commit beside the repository. */
function ofCommit(source: string | undefined, commit: string | undefined): string | undefined {
  return source === undefined || commit === undefined ? source : `${source}#${commit}`;
}

/** Modules of Go: a name, a version, and the digest of one of them a line. */
function goSum(text: string): LockedPackage[] {
  return text.split('\n').flatMap((line): LockedPackage[] => {
    const [name = '', version = '', digest = ''] = line.trim().split(/\s+/);
    if (digest === '') return [];
    const key = `${name} ${version}`;
    return [{ key, name, version, source: null, digests: [digest], runsOnInstall: false, isOwn: false }];
  });
}

/** Bundler: each block begins with where its gems come from. */
function gemfile(text: string): LockedPackage[] {
  let source: string | null = null;
  let block = '';
  const digests = new Map(
    [...text.matchAll(/^ {2}(\S+ \(\S+\)) (sha256=\w+)$/gm)].map(([, key = '', digest = '']) => [key, digest]),
  );
  return text.split('\n').flatMap((line): LockedPackage[] => {
    if (/^[A-Z]/.test(line)) [block, source] = [line.trim(), null];
    const remote = /^ {2}remote: (.{1,1000})$/.exec(line)?.[1];
    if (remote !== undefined) source = block === 'GIT' ? `git+${remote}` : remote;
    const [, name, version = ''] = /^ {4}([\w.-]{1,200}) \(([^)\n]{1,100})\)$/.exec(line) ?? [];
    if (name === undefined || !/^(?:GEM|GIT|PATH|PLUGIN SOURCE)$/.test(block)) return [];
    const key = `${name} (${version})`;
    const digest = digests.get(key);
    return [
      {
        key,
        name,
        version,
        source,
        digests: digest === undefined ? [] : [digest],
        runsOnInstall: false,
        isOwn: block === 'PATH',
      },
    ];
  });
}

function composer(text: string): LockedPackage[] {
  const Place = z.looseObject({ type: Text, url: Text, reference: Text, shasum: Text });
  const Package = z.looseObject({ name: z.string(), version: Text, dist: Place.nullish(), source: Place.nullish() });
  const Packages = z.array(Package).optional();
  const lock = z.looseObject({ packages: Packages, 'packages-dev': Packages }).parse(JSON.parse(text));
  return [...(lock.packages ?? []), ...(lock['packages-dev'] ?? [])].map(({ name, version = '', dist, source }) => ({
    key: `${name}@${version}`,
    name,
    version,
    source: dist?.url ?? source?.url ?? null,
    // A preference, or a plug-in, takes the sources in place of the release.
    addresses: dist?.url === undefined || source?.url === undefined ? [] : [source.url],
    digests: [dist?.shasum, dist?.reference ?? source?.reference].flatMap((one) =>
      one === undefined || one === '' ? [] : [one],
    ),
    // What a branch stands for changes, but not whose it is.
    ...(/^dev-|\.x-dev$/.test(version) && repositoryOf(dist?.url, source?.url)),
    runsOnInstall: false,
    isOwn: dist?.type === 'path',
  }));
}

/** The repository that both addresses of a package of Composer's name; where they differ, the archive, which is what is installed. */
function repositoryOf(dist: string | undefined, source: string | undefined): { readonly repository?: string } {
  const named = source?.replace(/\.git$/, '').toLowerCase();
  const archived = /^https:\/\/api\.github\.com\/repos\/([^/]{1,100}\/[^/]{1,100})\//.exec(dist ?? '')?.[1];
  const repository = archived === undefined || named === `https://github.com/${archived.toLowerCase()}` ? named : dist;
  return repository === undefined ? {} : { repository };
}

const READERS: ReadonlyMap<string, LockfileReader> = new Map([
  ['package-lock.json', npmLockfile],
  ['npm-shrinkwrap.json', npmLockfile],
  ['yarn.lock', yarn],
  ['pnpm-lock.yaml', pnpm],
  ['Cargo.lock', toml],
  ['poetry.lock', toml],
  ['uv.lock', toml],
  ['pdm.lock', toml],
  ['go.sum', goSum],
  ['go.work.sum', goSum],
  ['Gemfile.lock', gemfile],
  ['gems.locked', gemfile],
  ['composer.lock', composer],
  ...FURTHER_READERS,
]);

/** Whether lockfiles of this name are read here. */
export function isReadLockfile(path: string): boolean {
  return READERS.has(lockfileName(path));
}

/** The packages that a lockfile pins; null where it cannot be read as what its name says. */
export function readLockfile(path: string, text: string): readonly LockedPackage[] | null {
  try {
    return READERS.get(lockfileName(path))?.(text) ?? null;
  } catch {
    // A lockfile with marks of a merge, for example: who asks says that nobody looked.
    return null;
  }
}

/** `@scope/name@^1` without its range. */
function nameAsked(descriptor: string): string {
  const at = descriptor.indexOf('@', 1);
  return at === -1 ? descriptor : descriptor.slice(0, at);
}
