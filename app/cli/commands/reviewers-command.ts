import { resolve } from 'node:path';
import { BUILT_IN_REVIEWERS } from '../../../reviewers/index.ts';
import { openPlugins } from '../../analyse/open-change.ts';
import { loadConfig } from '../../config/load-config.ts';
import { jsonText } from '../../output/json-text.ts';
import { openHost } from '../host.ts';
import { renderKinds, renderReviewers, type ReviewersDocument } from '../render/render-reviewers.ts';

/** The options of `docket reviewers`, as commander hands them over. */
export interface ReviewersOptions {
  readonly config?: string;
  readonly kinds?: boolean;
  readonly json?: boolean;
}

/** `docket reviewers`: who could look at a change, their checks, and what each check's silence says something about. Returns 0. */
export async function reviewersCommand(options: ReviewersOptions): Promise<number> {
  const { cwd, environment } = openHost(undefined);
  const file = options.config === undefined ? null : resolve(cwd, options.config);
  const { config } = loadConfig({ environment, repository: null, file, flags: [] });
  const plugins = await openPlugins(config.plugins, (line) => process.stderr.write(`${line}\n`));
  await plugins.finish();
  const document: ReviewersDocument = {
    schemaVersion: 1,
    reviewers: [...BUILT_IN_REVIEWERS, ...plugins.reviewers].map(({ id, description, checks, brief }) => ({
      id,
      description,
      enabled: config.reviewers[id]?.enabled !== false,
      hasModelPass: brief !== undefined,
      checks: checks.map((check) => ({ id: check.id, judges: (check.judges ?? []).map(copyOf) })),
    })),
  };
  const text = options.kinds === true ? renderKinds(document) : renderReviewers(document);
  process.stdout.write(options.json === true ? jsonText(document) : text);
  return 0;
}

function copyOf({ kinds, families }: { readonly kinds: readonly string[]; readonly families: readonly string[] }) {
  return { kinds: [...kinds], families: [...families] };
}
