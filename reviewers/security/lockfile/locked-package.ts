/** One package as a lockfile pins it. */
export interface LockedPackage {
  /** What tells it from all others of the file: name and version, or its place in the tree. */
  readonly key: string;
  readonly name: string;
  readonly version: string;
  /** Where it is fetched from; null where the file leaves that to the configuration. */
  readonly source: string | null;
  /** Further addresses of its files: wheels, archives, the sources beside a release. */
  readonly addresses?: readonly string[];
  /** A repository that it is taken from by its very nature, so that git is nothing unusual: modules of Swift, inputs of Nix. */
  readonly repository?: string;
  /** The name that the entry is asked for by, where that is another one than what is installed and the file does not say so. */
  readonly askedAs?: string;
  /** Digests in any order; empty where there is none. */
  readonly digests: readonly string[];
  /** Whether the file says that it runs something when it is installed. */
  readonly runsOnInstall: boolean;
  /** Whether it is a folder of the repository itself. */
  readonly isOwn: boolean;
  /** Whether only what the repository asks for asks for it, at a commit that the file pins: an input of an input of Nix. */
  readonly isOfOthers?: boolean;
}

/** Reads the packages that a lockfile pins; throws where it is not what its name says. */
export type LockfileReader = (text: string) => readonly LockedPackage[];

/** The host that a source names; null where it names none. */
export function hostOf(source: string): string | null {
  const address = source
    .replace(/^(?:git|registry|sparse|direct|hg|svn)\+/, '')
    .replace(/^git@([\w.-]{1,200}):/, 'ssh://$1/');
  return URL.canParse(address) && new URL(address).host !== '' ? new URL(address).host : null;
}

/** How a source is reached, where that is not a registry over TLS; null for a registry. */
export function unusualSource(source: string): 'git' | 'plain-http' | 'file' | null {
  if (/^(?:git[+@:]|ssh:|github:|gitlab:|bitbucket:|hg\+|svn\+)|\.git(?:[#?]|$)/i.test(source)) return 'git';
  if (COMMIT_ARCHIVE.test(source)) return 'git';
  if (/^(?:[a-z]+\+)?http:/i.test(source))
    return /^(?:[a-z]+\+)?http:\/\/(?:localhost|127\.|\[::1\])/i.test(source) ? null : 'plain-http';
  return /^(?:file:|\.{0,2}\/)/.test(source) ? 'file' : null;
}

/** The forges' own addresses of an archive of one commit: as good as git with that commit. */
const COMMIT_ARCHIVE =
  /^https:\/\/(?:codeload\.)?git(?:hub|lab)\.com\/[^?#]{1,300}\/(?:tar\.gz|zip|tarball|zipball|archive)\/(?:[^/?#]{1,200}\/)?[\w.-]{0,100}[0-9a-f]{40}(?:\.tar\.gz|\.zip)?$/;

/** Whether a source names the one commit that it takes: what stands there cannot change unnoticed. */
export function isOfCommit(source: string): boolean {
  return COMMIT_ARCHIVE.test(source) || /[#@](?:commit=)?[0-9a-f]{40}$/.test(source);
}
