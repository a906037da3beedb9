import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import { dependencyHazards } from '../manifest/dependency-hazards.ts';
import { keyLines, placeOf } from '../manifest/json-lines.ts';
import { lookAlikes } from '../manifest/look-alike.ts';
import { otherCommands } from '../manifest/other-commands.ts';
import { type PackageManifest, parsePackageManifest } from '../manifest/package-manifest.ts';
import type { ManifestChange, ManifestHazard } from '../manifest/manifest-hazard.ts';
import { registryHazards } from '../manifest/registry-hazards.ts';
import { scriptHazards } from '../manifest/script-hazards.ts';
import { unjudgedKeys } from '../manifest/unjudged-keys.ts';
import { brief } from '../scenario.ts';
import { SECURITY_RULES } from '../vocabulary.ts';

const NAME = /(?:^|\/)package\.json$/;

/** What a change of `package.json` brings onto the machines that install it or run its scripts. */
export const packageManifest: Check = {
  id: 'package-manifest',
  comparesSides: true,
  judges: [{ kinds: ['package-json'], families: ['running-configuration'] }],
  async run(context) {
    for (const file of context.changeSet.files) {
      if (file.kind?.id !== 'package-json' && !NAME.test(file.newPath)) continue;
      // What is gone runs nothing.
      if (file.status === 'D') context.looked(file.newPath);
      else await look(context, file);
    }
  },
};

async function look(context: CheckContext, file: ChangedFile): Promise<void> {
  const path = file.newPath;
  const skip = (reason: string): void => context.unjudged(path, reason);
  const content = await context.read(path, 'new');
  if (content.kind === 'absent') return skip(content.reason);
  const head = parsePackageManifest(content.text);
  if (head === null) return skip('is no JSON object, so that what it runs and installs is not known');
  const moved = !NAME.test(file.oldPath) || (isSampleCode(file.oldPath) && !isSampleCode(path));
  const old = file.status === 'A' || (file.oldPath !== path && moved) ? null : await context.read(file.oldPath, 'old');
  if (old?.kind === 'absent' && old.why !== 'missing') return skip(old.reason);
  // What did not parse ran nothing: all of the head is new then.
  const base = old?.kind === 'text' ? (parsePackageManifest(old.text) ?? {}) : {};
  const change = { path, base, head, isOwn: await ownPackages(context, head) };
  const place = placesIn(content.text, context.changedLines(file, 'new'));
  const hazards = hazardsOf(change);
  for (const hazard of hazards) context.report(reportOf(hazard, path, place(hazard.keys)));
  // Of a key that no rule knows silence says nothing.
  const [unknown] = content.text.includes('__proto__') ? ['__proto__'] : unjudgedKeys(change, hazards);
  if (unknown !== undefined) skip(`changes \`${brief(unknown)}\`, which no rule knows`);
}

function hazardsOf(change: ManifestChange): ManifestHazard[] {
  return [
    ...scriptHazards(change),
    ...dependencyHazards(change),
    ...registryHazards(change),
    ...lookAlikes(change),
    ...otherCommands(change),
  ];
}

/** Packages of the repository: of the same scope, or with a folder of their own. */
async function ownPackages(context: CheckContext, head: PackageManifest): Promise<(name: string) => boolean> {
  const own = typeof head['name'] === 'string' ? head['name'] : '';
  const scope = own.startsWith('@') ? `${own.split('/', 1).join('')}/` : null;
  const folders = new Set(
    ((await context.list('new')) ?? []).filter((path) => NAME.test(path)).map((path) => path.split('/').at(-2) ?? ''),
  );
  return (name) => (scope !== null && name.startsWith(scope)) || folders.has(name.split('/').at(-1) ?? '');
}

interface Place {
  readonly line: number;
  readonly text: string;
}

/** The added line that holds a key, or else the nearest key around it; the key's own line where none was added. */
function placesIn(text: string, added: ReadonlySet<number>): (keys: readonly string[]) => Place {
  const lines = text.split('\n');
  const known = keyLines(text);
  return (keys) => {
    const around = keys.map((_, depth) => known.get(placeOf(keys.slice(0, keys.length - depth))) ?? 1);
    const line = around.find((one) => added.has(one)) ?? around[0] ?? 1;
    return { line, text: lines[line - 1]?.trim() ?? '' };
  };
}

function reportOf(hazard: ManifestHazard, path: string, { line, text }: Place): Report {
  const { rule, title, explanation, failureScenario } = hazard;
  const severity = hazard.severity ?? SECURITY_RULES[rule].severity;
  const confidence = hazard.confidence ?? SECURITY_RULES[rule].confidence;
  return {
    rule,
    location: { path, side: 'new', startLine: line, endLine: line },
    evidence: text === '' ? null : text,
    title,
    explanation,
    failureScenario,
    severity,
    confidence,
  };
}
