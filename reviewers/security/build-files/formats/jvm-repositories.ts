import type { SettingHazard } from '../manifest-format.ts';
import type { ManifestSetting } from '../setting.ts';
import { registryHazard } from '../words.ts';

/** Repositories of released packages that the makers of build tools, frameworks and platforms keep for everybody. */
const USUAL =
  /^https:\/\/(?:repo1?\.maven\.(?:apache\.)?org|central\.sonatype\.com|(?:s01\.)?oss\.sonatype\.org|ossrh-staging-api\.central\.sonatype\.com|maven\.google\.com|dl\.google\.com\/(?:dl\/)?android|plugins\.gradle\.org|repo\.gradle\.org|repo\.spring\.io|repository\.apache\.org|repo\.jenkins-ci\.org|packages\.confluent\.io|repository\.jboss\.org|repo\.eclipse\.org|repo\.clojars\.org|maven\.pkg\.jetbrains\.space|cache-redirector\.jetbrains\.com|packages\.jetbrains\.team|repo\.osgeo\.org)(?:[/:]|$)/;
/** Where anybody puts what they like under a name of their own, or where nobody keeps the names any more. */
const OF_ANYBODY =
  /^https:\/\/(?:(?:www\.)?jitpack\.io|[\w-]{1,100}\.github\.io|raw\.githubusercontent\.com|github\.com\/[^/]{1,100}\/[^/]{1,100}\/raw|[\w.-]{1,100}\.s3[\w.-]{0,40}\.amazonaws\.com|s3[\w.-]{0,40}\.amazonaws\.com|storage\.googleapis\.com|(?:dl|jcenter)\.bintray\.com|\d{1,3}(?:\.\d{1,3}){3})(?:[/:]|$)/;

/** Whether packages come from a place that everybody uses. */
export function isPlainRepository(address: string): boolean {
  return USUAL.test(address);
}

/** No TLS, or a place of anybody; null for all others, of which nobody here can say whose they are. */
export function repositoryHazard(at: ManifestSetting, address: string): SettingHazard | null {
  return /^https:/i.test(address) && !OF_ANYBODY.test(address) ? null : registryHazard(at, address);
}
