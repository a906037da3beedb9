import type { ManifestFormat } from '../manifest-format.ts';
import { readTomlSettings } from '../read-trees.ts';
import { standsAt } from '../setting.ts';
import { movingVersionHazard } from '../words.ts';

const VERSION = /^[\w.+:[\](), -]{1,100}$/;
const NAME = /^[\w.:-]{1,200}$/;
const MOVING = /^latest\.|\+$|-SNAPSHOT$/;

/** `gradle/libs.versions.toml` and kin. */
export const gradleCatalog: ManifestFormat = {
  read: readTomlSettings,
  plain: [
    ['metadata/format/version', VERSION],
    ['versions|libraries|plugins|bundles', /^\{\}$/],
    ['versions/*', VERSION],
    ['versions/*/strictly|require|prefer', VERSION],
    ['versions/*/reject/*', VERSION],
    ['libraries|plugins/*', /^[\w.-]{1,200}:[\w.:+-]{1,200}$/],
    ['libraries/*/module|group|name', NAME],
    ['plugins/*/id', NAME],
    ['libraries|plugins/*/version', VERSION],
    ['libraries|plugins/*/version/ref', NAME],
    ['libraries|plugins/*/version/strictly|require|prefer', VERSION],
    ['bundles/*/*', NAME],
  ],
  hazards: (settings) =>
    settings
      .filter(
        ({ keys, value }) =>
          MOVING.test(value) &&
          ['versions/*', 'versions/*/*', 'libraries|plugins/*', 'libraries|plugins/*/version'].some((one) =>
            standsAt(keys, one),
          ),
      )
      .map((setting) => movingVersionHazard(setting, setting.keys[1] ?? '')),
};
