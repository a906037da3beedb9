import { describe, expect, it, test } from 'vitest';
import { activeIn } from './active-markdown.ts';
import { documentsWith, OWN_LINKS } from './hostile-documents.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

describe('text from outside, in everything that is posted', () => {
  test.each(HOSTILE_TEXTS)('%j is only text', (text) => {
    const wrong = documentsWith(text).flatMap(({ name, markdown }) =>
      activeIn(markdown, OWN_LINKS).map((what) => `${what} in ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('is looked for where it would be found', () => {
    expect(HOSTILE_TEXTS.filter((text) => activeIn(text, OWN_LINKS).length === 0).length).toBeLessThan(8);
  });
});
