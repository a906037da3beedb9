import type { ManifestFormat } from '../manifest-format.ts';
import type { ManifestSetting } from '../setting.ts';

const GUID = String.raw`\{[\dA-Fa-f-]{36}\}`;

/** `*.sln`: which projects of the repository are built. */
export const dotnetSolution: ManifestFormat = {
  read: (text) =>
    text.split(/\r?\n/).flatMap((line, index): ManifestSetting[] => {
      const value = line.replace(/^\ufeff/, '').trim();
      return value === '' || value.startsWith('#') ? [] : [{ keys: ['line'], value, line: index + 1 }];
    }),
  plain: [
    [
      'line',
      new RegExp(
        String.raw`^Project\("${GUID}"\) = "[\w .-]{1,200}", "(?![\\/~]|[A-Za-z]:|\.\.)[\w .\\/-]{1,300}", "${GUID}"$`,
      ),
    ],
    [
      'line',
      new RegExp(
        String.raw`^${GUID}\.[\w .-]{1,60}\|[\w .-]{1,60}\.(?:ActiveCfg|Build\.0|Deploy\.0) = [\w .-]{1,60}\|[\w .-]{1,60}$`,
      ),
    ],
    ['line', new RegExp(String.raw`^${GUID} = ${GUID}$`)],
    ['line', /^[\w .-]{1,60}\|[\w .-]{1,60} = [\w .-]{1,60}\|[\w .-]{1,60}$/],
    ['line', /^(?:End)?(?:Project|Global|GlobalSection|ProjectSection)(?:\(\w{1,60}\) = \w{1,20})?$/],
    ['line', /^(?:VisualStudioVersion|MinimumVisualStudioVersion) = [\d.]{1,40}$/],
    ['line', /^Microsoft Visual Studio Solution File, Format Version [\d.]{1,20}$/],
    ['line', new RegExp(String.raw`^SolutionGuid = ${GUID}$`)],
  ],
  hazards: () => [],
};
