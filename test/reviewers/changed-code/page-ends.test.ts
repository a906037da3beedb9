import { expect, it } from 'vitest';
import { judgeTemplates } from '../../../reviewers/quality/templates/judge-templates.ts';
import { judgePage } from '../../../reviewers/security/pages/judge-page.ts';

it.each([
  ['a comment that never ends', '<!--\n'],
  ['a script that never ends', '<script>\n'],
  ['a tag that never ends', '<p title="\n'],
])('says that nothing behind %s is read', (_what, before) => {
  expect(judgePage(`${before}<img src={{ image }}>\n`, 'web/a.html.jinja').unread).toHaveLength(1);
});

it.each(['<!-->', '<!--->', '<!-- a --!>', '<!-- a -->'])('reads on behind %s', (comment) => {
  const { hazards, unread } = judgePage(
    `${comment}\n<p><%= params[:a].html_safe %></p><img src=<%= params[:b] %>><!-- -->\n`,
    'app/views/a.html.erb',
  );
  expect(unread).toEqual([]);
  expect(hazards.map(({ lines }) => lines)).toEqual([[2]]);
});

it('takes `else if` of Handlebars for what it is', () => {
  const told = (text: string): number => judgeTemplates(text, 'views/a.hbs').hazards.length;
  expect(told('{{#if a}}A{{else if b}}B{{else}}C{{/if}}\n')).toBe(0);
  expect(told('{{#if a}}A{{~else if b~}}B{{~else~}}C{{/if}}\n')).toBe(0);
  expect(told('{{#if a}}A{{elseif b}}B{{/if}}\n')).toBe(1);
});
