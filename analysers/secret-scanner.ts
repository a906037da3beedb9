import type { SecretScan, SecretScanner, SecretSpan } from '../forge/forge.ts';
import type { AnalyserMatch, AnalyserPool } from './analyser.ts';

/** Looks for secrets with the rules of secretlint and gitleaks, and with our own. Its spans say where and which rule, never what. */
export function createSecretScanner(pool: Pick<AnalyserPool, 'analyse'>): SecretScanner {
  return {
    async scan(texts) {
      const results = await pool.analyse({ tool: 'secrets', files: texts, rules: {} });
      return results.map((result): SecretScan =>
        result.kind === 'ok'
          ? { kind: 'scanned', spans: result.matches.map(toSpan) }
          : { kind: 'failed', reason: result.reason },
      );
    },
  };
}

function toSpan({ startLine, startColumn, endLine, endColumn, rule, message }: AnalyserMatch): SecretSpan {
  return { startLine, startColumn, endLine, endColumn, rule, message };
}
