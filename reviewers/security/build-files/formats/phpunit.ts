import { HARMLESS_PHP_SETTING } from '../../../changed-code/plain/languages/php-test.ts';
import type { ManifestFormat } from '../manifest-format.ts';
import { readXmlSettings } from '../read-xml.ts';
import { standsAt } from '../setting.ts';
import { outsideHazard, present } from '../words.ts';

const TRUTH = /^(?:true|false)$/i;
const WORD = /^[\w., -]{0,100}$/;
const LOCAL = /^(?!\/|~|[A-Za-z]:|.*:\/\/)[\w.*\\/ -]{1,200}$/;
/** Variables whose value starts or loads nothing. */
const VARIABLES =
  /^(?!LD_|DYLD_|PATH$|.*(?:PRELOAD|_OPTIONS|_OPTS|INI_SCAN_DIR|PHPRC|AUTO_|SHELL|EDITOR|PAGER|COMMAND|EXEC))[A-Za-z_][\w.]{0,80}$/;

/** `phpunit.xml`: how tests run; which of them is not plain. What is loaded before them is a file of the repository, which is looked at by itself; extensions are not known here. */
export const phpunitXml: ManifestFormat = {
  read: (text) => {
    const settings = readXmlSettings(text);
    return typeof settings === 'string'
      ? settings
      : settings.filter(({ keys }) => keys.at(-1) !== '@xsi:noNamespaceSchemaLocation');
  },
  plain: [
    ['phpunit', /^$/],
    // Any other file would run before the tests.
    ['phpunit/@bootstrap', /^(?!\/|~|[A-Za-z]:|.*:\/\/)(?:[\w./\\-]{1,200}[/\\])?(?:autoload|bootstrap)\.php$/],
    ['phpunit/@cacheDirectory|@cacheResultFile', LOCAL],
    [
      'phpunit/@executionOrder|@colors|@columns|@defaultTestSuite|@cacheResult|@stopOnFailure|@verbose|@shortenArraysForExportThreshold',
      WORD,
    ],
    [
      'phpunit/@defaultTimeLimit|@timeoutForSmallTests|@timeoutForMediumTests|@timeoutForLargeTests|@numberOfTestsBeforeGarbageCollection',
      /^\d{1,9}$/,
    ],
    ['phpunit/testsuites|source|coverage|php|logging', /^$/],
    ['phpunit/testsuites/testsuite', /^$/],
    ['phpunit/testsuites/testsuite/@name', WORD],
    ['phpunit/source|coverage/include|exclude', /^$/],
    ['phpunit/source|coverage/include|exclude/directory|file', LOCAL],
    ['phpunit/source|coverage/include|exclude/directory/@suffix|@prefix', WORD],
    ['phpunit/coverage/report', /^$/],
    ['phpunit/coverage/report/*/@outputFile|@outputDirectory', LOCAL],
    ['phpunit/logging/*/@outputFile|@outputDirectory', LOCAL],
    // With dots or slashes it may be a machine that tests write to.
    ['phpunit/php/ini|env|var|const|server/@value', /^(?:[\w:, -]{0,60}|127\.0\.0\.1)$/],
    ['phpunit/php/ini/@name', HARMLESS_PHP_SETTING],
    ['phpunit/php/env|var|const|server/@name', VARIABLES],
    ['phpunit/php/env|server/@force', TRUTH],
  ],
  // Of its switches each is a word alone: what is told, and when a run stops. One that lets tests pass which failed is not plain.
  isPlain: ({ keys, value }) =>
    (/^true$/i.test(value) || (TRUTH.test(value) && !/^@(?:failOn|beStrict|fail)/.test(keys.at(-1) ?? ''))) &&
    (standsAt(keys, 'phpunit/*') || standsAt(keys, 'phpunit/source|coverage/*')) &&
    /^@(?!.*(?:class|file|directory|printer|process))/i.test(keys.at(-1) ?? ''),
  hazards: (settings, path) =>
    present(
      settings.map((setting) =>
        standsAt(setting.keys, 'phpunit/@bootstrap|@cacheDirectory|@cacheResultFile') ||
        /^@output(?:File|Directory)$/.test(setting.keys.at(-1) ?? '')
          ? outsideHazard(setting, 'What PHPUnit loads or writes', path)
          : null,
      ),
    ),
};
