import type { ManifestFormat } from '../manifest-format.ts';
import type { ManifestSetting } from '../setting.ts';

/** A class in a package. */
const CLASS = /^(?:[a-z_]\w{0,60}\.){1,12}[A-Z]\w{0,100}(?:\$\w{1,60})?$/;
/** Classes of Java itself and of what keeps its doors: that one comes or goes is a decision about security. */
const GUARDS =
  /^(?:java|javax|jdk|sun|com\.sun)\.|auth|secur|guard|permission|access|token|session|tls|ssl|crypt|sign|verif|valid|policy|role|firewall|saniti|escap|secret|password|csrf|cors|trust|script|serializ|naming|filter/i;

/** `META-INF/services/*` and Spring's `*.imports`: classes of the program by their names. They are looked at by themselves, as what code imports is. */
export const serviceProviders: ManifestFormat = {
  read: (text) =>
    text.split(/\r?\n/).flatMap((line, index): ManifestSetting[] => {
      const value = line.replace(/#.*/, '').trim();
      return value === '' ? [] : [{ keys: ['line'], value, line: index + 1, place: 'line' }];
    }),
  plain: [],
  isPlain: ({ value }) => CLASS.test(value) && !GUARDS.test(value),
  hazards: () => [],
};
