import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import type { Check } from '../../reviewer.ts';
import { openedIn } from '../switches/opened.ts';

const ANALYSED =
  /\.(?:[cm]?[jt]sx?|py|go|java|kt|kts|scala|groovy|cs|rb|php|rs|ya?ml|toml|properties|ini|env)$|(?:^|\/)\.env[\w.]{0,20}$/i;

/**
 * Says where a change lets in whom it refused before: a mark that lets everybody in before something that stood there, a setting that
 * protects turned round, a function that decides who may and says yes now. By lines, in all languages.
 */
export const doorsOpened: Check = {
  id: 'doors-opened',
  comparesSides: true,
  async run(context) {
    for (const file of context.changeSet.files) {
      if (!ANALYSED.test(file.newPath) || isSampleCode(file.newPath)) continue;
      for (const { line, rule, title, harm, severity } of openedIn(file)) {
        const at = line.newLine ?? 1;
        context.report({
          rule,
          location: { path: file.newPath, side: 'new', startLine: at, endLine: at },
          evidence: line.text.replace(/\r$/, ''),
          title,
          explanation: 'The change takes away what stood in the way, and nothing in this file comes in its place.',
          failureScenario: { description: harm },
          // Folded: what is a suggestion has mostly another guard in its place, which no rule sees.
          ...(severity !== undefined && { severity, confidence: 200 }),
        });
      }
    }
  },
};
