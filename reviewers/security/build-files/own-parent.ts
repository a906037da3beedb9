import { posix } from 'node:path';
import type { CheckContext } from '../../reviewer.ts';
import { mavenPom } from './formats/maven.ts';
import type { ManifestFormat } from './manifest-format.ts';
import { readXmlSettings } from './read-xml.ts';
import { type ManifestSetting, standsAt } from './setting.ts';

/** A project of Maven's whose parent is the project of the folder above in this repository, as Maven looks for it first. */
const OF_THIS_BUILD: ManifestFormat = {
  ...mavenPom,
  isPlain: (setting, path) =>
    standsAt(setting.keys, 'project/parent/groupId|artifactId') || mavenPom.isPlain?.(setting, path) === true,
};

/** What is known of a project of Maven's: also whose parent it names, where that stands above it. */
export async function mavenFormat(context: CheckContext, path: string, text: string): Promise<ManifestFormat> {
  const above = posix.join(posix.dirname(path), '../pom.xml');
  const asked = coordinates(text, 'project/parent/');
  if (asked === null || above.startsWith('..') || text.includes('<relativePath')) return mavenPom;
  const content = await context.read(above, 'new');
  const found = content.kind === 'text' ? coordinates(content.text, 'project/', 'project/parent/') : null;
  return found === asked ? OF_THIS_BUILD : mavenPom;
}

/** Group, name and version at a place, the group and version also where they are inherited from; null where one is missing. */
function coordinates(text: string, place: string, inherited = place): string | null {
  const settings = readXmlSettings(text);
  if (typeof settings === 'string') return null;
  const valueAt = (keys: string): string | undefined => settings.find((one) => isAt(one, keys))?.value;
  const parts = [
    valueAt(`${place}groupId`) ?? valueAt(`${inherited}groupId`),
    valueAt(`${place}artifactId`),
    valueAt(`${place}version`) ?? valueAt(`${inherited}version`),
  ];
  return parts.includes(undefined) ? null : parts.join('\n');
}

const isAt = ({ keys }: ManifestSetting, place: string): boolean => standsAt(keys, place);
