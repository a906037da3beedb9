import type { ReviewerReport } from '../../schemas/report.ts';
import type { PluginFailure } from './plugin-hook.ts';
import { causeOnOneLine } from '../runner/run-with-timeout.ts';

/**
 * A plugin that is out shows in the review like a reviewer that failed: as `plugin.` and its name, in the letters that a reviewer id may
 * have.
 */
export function reportOfPluginFailure(failure: PluginFailure, required: boolean): ReviewerReport {
  const reason = causeOnOneLine(failure.cause);
  return {
    reviewer: `plugin.${failure.plugin.replace(/[^a-z0-9._-]+/gi, '-')}`,
    required,
    status: 'failed',
    reason: `${failure.plugin} failed in ${failure.hook}: ${reason}`,
    gaps: [{ check: failure.hook, path: null, kind: 'failed', reason }],
    rules: [],
    read: [],
    findings: [],
  };
}
