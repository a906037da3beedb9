import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext } from '../../reviewer.ts';
import { isKnownSetting, linterOf, readLinterSettings, settingsOnlyIn } from '../linter-settings.ts';
import type { Setting } from '../linter-readers.ts';
import { NOT_SAID_BEFORE, reportRulesOff } from '../report-rules-off.ts';

/** Lists of what a linter is to look for, and of what it is to pass over. */
const LOOKS_FOR = /^(?:enable|enable-only|select|extend-select|presets|plugins)$/i;
const PASSES_OVER =
  /^(?:disable|ignore\w*|exclude\w*|exclude-[\w-]{1,40}|exclusions|skip-[\w-]{1,40}|excludedFiles|excluded)$/i;
/** Where a linter looks: names that come for others are moves, fewer of them are not. */
const WHERE = /^(?:project|parameters\.paths)$/;
/** Linters of which no finding on ordinary commits was read yet: folded. */
const UNMEASURED = /(?:^|[./_-])(?:checkstyle|detekt|yamllint|ruff|knip|deny\.|audit-resolve|phpstan\.)/i;
/** Lists of known holes that are passed over. */
const OF_HOLES = /(?:^|\/)(?:audit-resolve\.json|\.?deny\.toml)$/;
/** Grades of a rule, the strictest first; what stands after `off` is a value like another. */
const GRADES: readonly (readonly string[])[] = [
  ['error', '2', 'deny'],
  ['warn', '1', 'warning', 'on', 'true', 'enable'],
  ['info', 'refactor', 'convention'],
  ['off', '0', 'false', 'null', 'allow', 'disable'],
];

/**
 * Says which rules a change of a linter's settings switches off or makes milder: the linter is silent about them from then on. It judges
 * settings whose both sides it read whole, where nothing changed that loads or runs anything.
 */
export const linterSettings: Check = {
  id: 'linter-settings',
  comparesSides: true,
  judges: [{ kinds: ['linter-configuration'], families: ['policy'] }],
  async run(context) {
    for (const file of context.changeSet.files) {
      if (file.kind?.id !== 'linter-configuration') continue;
      const reason = await lookAtSettings(context, file);
      if (reason !== null) context.unjudged(file.newPath, reason);
    }
  },
};

/**
 * Linters that golangci-lint itself gave up: without them in the list as much is looked for.
 * Source: its documentation, "Changelog" and "Migration guide" (1.21 to 2.1).
 */
const GIVEN_UP =
  /^(?:deadcode|exhaustivestruct|golint|ifshort|interfacer|maligned|nosnakecase|scopelint|structcheck|varcheck|execinquery|exportloopref|typecheck)$/;
/** Renamed ones, and what has to stand there in their place. */
const RENAMED: Readonly<Record<string, string>> = {
  gas: 'gosec',
  megacheck: 'staticcheck',
  gosimple: 'staticcheck',
  stylecheck: 'staticcheck',
  vet: 'govet',
  vetshadow: 'govet',
  goerr113: 'err113',
  gomnd: 'mnd',
  logrlint: 'loggercheck',
  tenv: 'usetesting',
};

/** By its values, old and new. Returns why that is not possible, or what else changed; null where it was looked at. */
async function lookAtSettings(context: CheckContext, file: ChangedFile): Promise<string | null> {
  const linter = linterOf(file);
  if (linter === null) return 'no rules know the settings of this linter';
  // Nobody looks at copies of other modules by the settings that lie among them.
  if (isOfVendored(file.newPath) && file.newPath === file.oldPath) {
    context.looked(file.newPath);
    return null;
  }
  if (file.newPath !== file.oldPath || !(file.status === 'M' || isFirst(file)))
    return 'it came, went or moved, so that other settings hold for the files around it';
  const sides: (readonly Setting[])[] = [];
  for (const side of file.status === 'A' ? (['new'] as const) : (['old', 'new'] as const)) {
    const content = await context.read(file.newPath, side);
    const settings = content.kind === 'text' ? readLinterSettings(linter, content.text) : null;
    if (settings === null) return 'it cannot be read in one way only';
    sides.push(settings);
  }
  const [now = [], old = []] = sides.toReversed();
  const gone = settingsOnlyIn(old, now);
  const added = settingsOnlyIn(now, old);
  const other = [...gone, ...added].find((one) => !isKnownSetting(linter, one));
  if (other !== undefined) return `\`${other.keys.join('.').slice(0, 100)}\` may load or run something`;
  // A new file at the root takes nothing away, but where it passes over what another tool knows.
  const milder = file.status === 'M' || OF_HOLES.test(file.newPath) ? milderNames(gone, added) : [];
  const unsaid = new Set(added.filter((one) => isUnsaidBefore(one, gone)).map(nameOf));
  const isGo = /\.golangci\.ya?ml$/i.test(file.newPath);
  const names = isGo
    ? milder.filter((name) => !GIVEN_UP.test(name) && !now.some(({ value }) => value === RENAMED[name]))
    : milder;
  // Files that a rule passes over may be new ones, which it never looked at.
  const isUnsaid = (name: string): boolean =>
    UNMEASURED.test(file.newPath) || unsaid.has(name) || /\.(?:exclude|ignore)\w{0,20}$/i.test(name);
  reportRulesOff(
    context,
    file,
    names.filter((name) => !isUnsaid(name)),
  );
  reportRulesOff(context, file, names.filter(isUnsaid), NOT_SAID_BEFORE);
  return null;
}

/** Settings of golangci-lint in the copy of a module. */
function isOfVendored(path: string): boolean {
  const [name = '', ...folders] = path.split('/').toReversed();
  return /^\.golangci\.ya?ml$/i.test(name) && folders.indexOf('vendor') > 1;
}

/** Deeper in a tree, a new file takes the place of what holds for its folder. */
function isFirst({ status, newPath }: ChangedFile): boolean {
  return status === 'A' && !newPath.includes('/');
}

/** Names of rules, and of what is passed over, of which a linter hears less afterwards. */
function milderNames(gone: readonly Setting[], added: readonly Setting[]): string[] {
  const names = [
    ...added.flatMap((one) =>
      isPassed(one) ? passedOver(one, gone, added) : isMilder(one, gone) ? [nameOf(one)] : [],
    ),
    ...gone.flatMap((one) => {
      const place = one.keys.join('.');
      if (WHERE.test(place)) return countAt(place, added) < countAt(place, gone) ? [place] : [];
      if (LOOKS_FOR.test(one.keys.at(-1) ?? '')) return isWithin(one, added) ? [] : [one.value];
      const replaced = countAt(place, added) > 0;
      const grade = gradeOf(one.value);
      return !replaced && one.keys.includes('rules') && grade !== null && grade < GRADES.length - 1
        ? [nameOf(one)]
        : [];
    }),
  ];
  return [...new Set(names)];
}

/** What is passed over: a rule by its name, or files by the rule that passes over more of them than before. */
function passedOver({ keys, value }: Setting, gone: readonly Setting[], added: readonly Setting[]): string[] {
  if (!/[/*]/.test(value)) return [value];
  const place = keys.join('.');
  return countAt(place, added) > countAt(place, gone) ? [keys.slice(-2).join('.')] : [];
}

const countAt = (place: string, side: readonly Setting[]): number =>
  side.filter(({ keys }) => keys.join('.') === place).length;

/** Whether a family of codes came in the place of one of its own (`E` for `E501`). */
function isWithin({ keys, value }: Setting, added: readonly Setting[]): boolean {
  return (
    /^[A-Z]{1,6}\d{1,5}$/.test(value) &&
    added.some(
      (one) =>
        one.keys.join('.') === keys.join('.') &&
        (one.value === 'ALL' || /^[A-Z]{1,6}\d{0,4}$/.test(one.value)) &&
        (one.value === 'ALL' || value.startsWith(one.value)),
    )
  );
}

function isPassed({ keys }: Setting): boolean {
  return keys.some((key) => PASSES_OVER.test(key)) && !keys.includes('rules');
}

function isMilder(one: Setting, gone: readonly Setting[]): boolean {
  const grade = gradeOf(one.value);
  if (grade === null || !isGraded(one)) return false;
  const before = gone
    .filter(({ keys }) => keys.join('.') === one.keys.join('.'))
    .flatMap(({ value }) => gradeOf(value) ?? []);
  return before.length === 0 ? grade === GRADES.length - 1 : Math.min(...before) < grade;
}

/** Whether a rule is switched off of which nothing was said before. */
function isUnsaidBefore(one: Setting, gone: readonly Setting[]): boolean {
  return (
    isGraded(one) &&
    gradeOf(one.value) === GRADES.length - 1 &&
    !gone.some(({ keys, value }) => keys.join('.') === one.keys.join('.') && gradeOf(value) !== null)
  );
}

/** A rule's own value, and a cop's `Enabled` or `Severity`: other options take the same words. */
function isGraded({ keys }: Setting): boolean {
  const rules = keys.indexOf('rules');
  return rules === -1 ? /^(?:enabled|active|severity|level)$/i.test(keys.at(-1) ?? '') : keys.length > rules + 1;
}

function nameOf({ keys }: Setting): string {
  const last = keys.at(-1) ?? '';
  return /^(?:enabled|active|severity|level)$/i.test(last) ? (keys.at(-2) ?? last) : last;
}

function gradeOf(value: string): number | null {
  const grade = GRADES.findIndex((words) => words.includes(value.toLowerCase()));
  return grade === -1 ? null : grade;
}
