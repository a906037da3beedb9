import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderJson } from '../../../app/output/json.ts';
import { jsonText } from '../../../app/output/json-text.ts';
import { ReviewDocument } from '../../../schemas/review-output.ts';
import { runs } from '../../support/soak.ts';
import { anyOutput, anyText } from './any-output.ts';
import { aComment, anOutput } from './build-review-output.ts';
import { documentSchema, faults } from './json-schema.ts';

describe('the JSON output', () => {
  it('carries the review, every decision and finding, and the conditions of the exit code', () => {
    const output = anOutput({ comments: [aComment()], exit: { code: 1, conditions: ['findings'] } });
    const document = ReviewDocument.parse(JSON.parse(renderJson(output)));
    expect(document).toMatchObject({
      schemaVersion: 1,
      exit: { code: 1, conditions: ['findings'] },
      run: { id: output.runId, history: output.historyPath, elapsedMs: 1235 },
      change: { files: ['src/user.ts'], tier: 'lite' },
    });
    expect(document.review).toEqual(output.review);
    expect(document.findings).toEqual(output.findings);
  });

  it('fits its JSON Schema, whatever was reviewed', () => {
    const validate = documentSchema('review-output');
    fc.assert(
      fc.property(anyOutput, (output) => {
        expect(faults(validate, JSON.parse(renderJson(output)))).toEqual([]);
      }),
      { numRuns: runs(30, 1000) },
    );
  });

  it('prints nothing that a terminal or a workflow runner obeys, and loses nothing by it', () => {
    fc.assert(
      fc.property(fc.array(anyText), (texts) => {
        const printed = jsonText(texts);
        // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
        expect(printed).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e]|##\[|^\s*::/m);
        expect(JSON.parse(printed)).toEqual(texts);
      }),
      { numRuns: runs(100, 5000) },
    );
  });
});
