import { posix } from 'node:path';

/** Engines by name, with the range that is written down, of packages whose language has a build of its own; null: published nowhere, or no such manifest. */
export function builtEngines(path: string, text: string): Readonly<Record<string, string | undefined>> | null {
  const file = posix.basename(path);
  if (file === 'go.mod') return { Go: /^go[ \t]+(\d[\d.]{0,20})/m.exec(text)?.[1] };
  if (file.endsWith('.csproj')) return dotnetEngines(text);
  if (file === 'pom.xml')
    return /<maven\.deploy\.skip>true|<packaging>(?:war|ear)</.test(text) ? null : { Java: ofMaven(text) };
  if (/^build\.gradle(?:\.kts)?$/.test(file)) return isPublished(text) ? { Java: ofGradle(text) } : null;
  return null;
}

/** Whether a build of Gradle hands out what it builds. */
function isPublished(text: string): boolean {
  return /\bmaven-publish\b|\bpublishing\s*\{|\bmavenPublish/.test(text);
}

/** Whether a project of .NET hands out what it builds. */
function isPackage(text: string): boolean {
  return !/<IsPackable>\s*false|<OutputType>\s*(?:Win)?Exe|<IsTestProject>\s*true|Microsoft\.NET\.Test\.Sdk|Sdk="Microsoft\.NET\.Sdk\.(?:Web|Worker)/i.test(
    text,
  );
}

/** What runs a library: of each family the oldest that one of its frameworks fits; `netstandard2.0` fits .NET 2.0 and .NET Framework 4.6. */
function dotnetEngines(text: string): Readonly<Record<string, string | undefined>> | null {
  const all = /<TargetFrameworks?>([^<$]{1,300})<\/TargetFrameworks?>/.exec(text)?.[1];
  if (all === undefined || !isPackage(text)) return null;
  const names = all.split(';').map((one) => one.trim().toLowerCase());
  const net = names.flatMap((name) => {
    const standard = /^netstandard([\d.]+)$/.exec(name)?.[1];
    if (standard !== undefined) return standard === '2.1' ? ['3.0'] : standard === '2.0' ? ['2.0'] : ['1.0'];
    return /^net(?:coreapp)?(\d{1,2}\.\d)(?:-|$)/.exec(name)?.[1] ?? [];
  });
  const framework = names.flatMap((name) => {
    if (/^netstandard(?:1\.\d|2\.0)$/.test(name)) return ['4.6'];
    const digits = /^net(\d)(\d)\d?$/.exec(name);
    return digits === null ? [] : [`${digits[1] ?? ''}.${digits[2] ?? ''}`];
  });
  const range = (versions: readonly string[]): string | undefined =>
    versions.length === 0 ? undefined : versions.join(' || ');
  return { '.NET': range(net), '.NET Framework': range(framework) };
}

const OF_MAVEN = ['maven.compiler.release', 'release', 'maven.compiler.target', 'java.version', 'target'];

function ofMaven(text: string): string | undefined {
  const properties = new Map(
    [...withoutProfiles(text).matchAll(/<([\w.]{1,60})>\s*([\d.]{1,6})\s*<\//g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
  return OF_MAVEN.map((name) => properties.get(name)).find((value) => value !== undefined);
}

/** What a profile sets holds for who builds with it: another version of Java, a release. */
function withoutProfiles(text: string): string {
  const [first = '', ...others] = text.split('<profile>');
  return first + others.map((one) => one.split('</profile>').slice(1).join('')).join('');
}

function ofGradle(text: string): string | undefined {
  const line = text
    .split('\n')
    .find((one) =>
      /\b(?:sourceCompatibility|targetCompatibility|JavaLanguageVersion\.of)\b|\brelease(?: =|\.set)/.test(one),
    );
  return /(?:VERSION_|[=("' ])(\d[\d._]{0,4})/.exec(line ?? '')?.[1]?.replace('_', '.');
}
