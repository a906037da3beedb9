import { join } from 'node:path';
import { DOCKET_VERSION } from '../../app/version.ts';
import { manifestOf } from '../action/licences.ts';

/**
 * What the bundle holds, as CycloneDX: each package that was taken in, with its version and licence. Without date and serial number, so that the same
 * sources make the same text.
 */
export function billOfMaterials(root: string, packages: readonly string[]): string {
  const components = packages.map((name) => {
    const { version, license } = manifestOf(join(root, 'node_modules', name));
    return {
      type: 'library',
      'bom-ref': purlOf(name, version),
      name,
      version,
      purl: purlOf(name, version),
      ...(license === undefined ? {} : { licenses: [{ expression: license }] }),
    };
  });
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', name: 'docket', version: DOCKET_VERSION } },
    components,
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

/** The `@` of a scope is escaped in a package URL. */
const purlOf = (name: string, version: string): string => `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
