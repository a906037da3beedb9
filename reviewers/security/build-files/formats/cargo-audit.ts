import { brief } from '../../scenario.ts';
import type { ManifestFormat } from '../manifest-format.ts';
import { readTomlSettings } from '../read-trees.ts';
import { standsAt } from '../setting.ts';
import { checkOff } from './dotnet/weaknesses.ts';

/** `.cargo/audit.toml`: which known holes cargo-audit passes over. Where its list of them comes from is not known here. Source: its `audit.toml.example`. */
export const cargoAudit: ManifestFormat = {
  // One of a list that moves because another goes is not new.
  read: (text) => {
    const settings = readTomlSettings(text);
    return typeof settings === 'string'
      ? settings
      : settings.map((one) => ({ ...one, place: one.keys.filter((key) => !/^\d+$/.test(key)).join('\n') }));
  },
  plain: [
    ['advisories/ignore', /^\[\]$/],
    ['advisories/informational_warnings/*', /^[a-z]{1,20}$/],
    ['output/deny/*', /^[a-z]{1,20}$/],
    ['output/format', /^(?:terminal|json)$/],
    ['output/quiet|show_tree', /^(?:true|false)$/],
    ['yanked/enabled|update_index', /^true$/],
  ],
  hazards: (settings) =>
    settings
      .filter(({ keys }) => standsAt(keys, 'advisories/ignore/*'))
      .map((at) => ({
        ...checkOff(at, `A known hole is passed over: \`${brief(at.value)}\``, { severity: 'suggestion' }),
        identity: at.value,
        // People do so with a reason beside it: told where all is told.
        confidence: 200,
      })),
};
