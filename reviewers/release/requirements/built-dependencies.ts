import { posix } from 'node:path';

/** What a library of Go, .NET, Java or Ruby takes along, with the version that is written down. */
export function builtDependencies(path: string, text: string): [string, string][] {
  const file = posix.basename(path);
  if (file === 'go.mod') return ofGo(text);
  if (file.endsWith('.csproj')) return ofDotnet(text);
  if (file === 'pom.xml') return ofMaven(text);
  if (/^build\.gradle(?:\.kts)?$/.test(file)) return ofGradle(text);
  return file.endsWith('.gemspec') ? ofGems(text) : [];
}

/** The major version is a part of the module's path from the second on. */
function ofGo(text: string): [string, string][] {
  return text.split('\n').flatMap((line): [string, string][] => {
    const [, module, version] = /^(?:require |\t)([\w./-]{1,200}) (v\d[\w.+-]{0,60})$/.exec(line.trimEnd()) ?? [];
    // Before the first major version nothing is promised, and it has the same path.
    const name = module?.replace(/\/v\d{1,3}$/, '');
    return name === undefined || version === undefined || version.startsWith('v0.') ? [] : [[name, version]];
  });
}

function ofDotnet(text: string): [string, string][] {
  return text
    .split('<PackageReference ')
    .slice(1)
    .flatMap((behind): [string, string][] => {
      const inner = behind.slice(0, Math.max(0, behind.indexOf('>')));
      const [name, version] = ['Include', 'Version'].map(
        (key) => new RegExp(`\\b${key}="([^"$]{1,100})"`).exec(inner)?.[1],
      );
      return name === undefined || version === undefined || /PrivateAssets="all"/i.test(inner) ? [] : [[name, version]];
    });
}

function ofMaven(text: string): [string, string][] {
  const properties = new Map(
    [...text.matchAll(/<([\w.-]{1,80})>\s*([\w.-]{1,40})\s*<\//g)].map(([, name = '', value = '']) => [name, value]),
  );
  return text
    .split('<dependency>')
    .slice(1)
    .flatMap((behind): [string, string][] => {
      const inner = behind.slice(0, Math.max(0, behind.indexOf('</dependency>')));
      const of = (key: string): string | undefined => new RegExp(`<${key}>\\s*([^<\\s]{1,100})\\s*</`).exec(inner)?.[1];
      const [name, written] = [of('artifactId'), of('version')];
      const version = written?.startsWith('${') === true ? properties.get(written.slice(2, -1)) : written;
      const isTaken = !/<scope>\s*(?:test|provided|import)/.test(inner) && !/<optional>\s*true/.test(inner);
      return name === undefined || version === undefined || !isTaken ? [] : [[name, version]];
    });
}

function ofGradle(text: string): [string, string][] {
  return text.split('\n').flatMap((line): [string, string][] => {
    const kind = /^\s{0,40}(?:implementation|api|runtimeOnly|compileOnlyApi)\b/.exec(line);
    const [, name, version] = (kind === null ? null : /:([\w.-]{1,100}):(\d[\w.-]{0,40})["']/.exec(line)) ?? [];
    return name === undefined || version === undefined ? [] : [[name, version]];
  });
}

function ofGems(text: string): [string, string][] {
  return [
    ...text.matchAll(
      /\.add_(?:runtime_)?dependency[\s(]{1,4}["']([\w-]{1,80})["'](?:\.freeze)?,\s*["']([^"']{1,40})["']/g,
    ),
  ].map(([, name = '', version = '']) => [name, version]);
}
