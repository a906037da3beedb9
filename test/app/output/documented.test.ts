import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFindings } from '../../../reviewers/outside/read-findings.ts';
import { readSarif } from '../../../reviewers/outside/read-sarif.ts';

const guide = (name: string) => readFileSync(new URL(`../../../docs/${name}.md`, import.meta.url), 'utf8');

/** The code blocks of a guide in this language. */
function blocks(name: string, language: string): string[] {
  const fenced = new RegExp(`^(\`{3,})${language}\\n([^]*?)^\\1$`, 'gm');
  return Array.from(guide(name).matchAll(fenced), (match) => match[2] ?? '');
}

describe('the guides', () => {
  it('show outside findings that are read', () => {
    const [looseForm = '', ...more] = blocks('outside-findings', 'json');
    expect(more).toHaveLength(1);
    expect(readFindings(looseForm, 'loose.json').flatMap((report) => report.findings)).toHaveLength(2);
    expect(readSarif(more[0] ?? '', 'tool.sarif')[0]?.findings[0]).toMatchObject({
      rule: 'my-tool/no-sleep',
      severity: 'warning',
    });
  });
});
