/** What an image of a container is made of, as far as its name tells. */
export interface Image {
  /** As it is written, without a digest. */
  readonly text: string;
  /** The last part of the name: `node`. */
  readonly name: string;
  /** The distribution below; null where the name does not tell. */
  readonly system: System | null;
  /** The first number of the tag; null where it has none. */
  readonly major: number | null;
}

type System = 'Alpine' | 'Debian' | 'Ubuntu' | 'Red Hat' | 'distroless' | 'scratch';

/** Official images that stand on Debian where the tag names nothing else. */
const ON_DEBIAN =
  /^(?:debian|buildpack-deps|node|python|ruby|golang|rust|php|perl|httpd|nginx|postgres|redis|haproxy|memcached|drupal|wordpress)$/;

/** Reads an image's name; null where a variable is left in it. */
export function imageOf(written: string): Image | null {
  const text = written.replace(/@sha256:[\da-f]+$/i, '');
  if (text === '' || /[${}]/.test(text)) return null;
  const colon = text.lastIndexOf(':');
  const isTagged = colon > text.lastIndexOf('/');
  const [path, tag] = isTagged ? [text.slice(0, colon), text.slice(colon + 1)] : [text, ''];
  const name = path.split('/').at(-1) ?? path;
  const major = /^v?(\d{1,4})(?![\da-f]{6})/.exec(tag)?.[1];
  return { text, name, system: systemOf(path, name, tag), major: major === undefined ? null : Number(major) };
}

function systemOf(path: string, name: string, tag: string): System | null {
  const words = `${name} ${tag}`.toLowerCase();
  if (path === 'scratch') return 'scratch';
  if (/distroless|chainguard|wolfi/.test(`${path} ${tag}`)) return 'distroless';
  if (/alpine/.test(words)) return 'Alpine';
  if (/ubuntu|focal|jammy|noble/.test(words)) return 'Ubuntu';
  if (/\b(?:fedora|centos|rockylinux|almalinux|amazonlinux|ubi\d?|ubi-minimal|ubi-micro|oraclelinux)\b/.test(words))
    return 'Red Hat';
  if (/debian|trixie|bookworm|bullseye|buster|stretch|\bslim\b/.test(words)) return 'Debian';
  const isOfficial = !path.includes('/') || /^(?:docker\.io\/)?library\//.test(path);
  return isOfficial && ON_DEBIAN.test(name) ? 'Debian' : null;
}
