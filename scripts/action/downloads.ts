import type { PinnedDownload } from '../../app/action/package-list.ts';

/**
 * Natives for the rarer machines, fetched there and nowhere else. `sha256` is of the archive that `npm pack` writes; a test compares
 * names and versions with package-lock.json.
 */
export const DOWNLOADS: readonly PinnedDownload[] = [
  {
    package: '@oxlint/binding-linux-arm64-gnu',
    version: '1.89.0',
    platform: 'linux-arm64',
    tool: 'oxlint',
    sha256: '3664d10454ae1a52ceeb73cd57dd24c581f518aa6383252913aafd7ddc68617e',
  },
  {
    package: '@oxlint/binding-darwin-arm64',
    version: '1.89.0',
    platform: 'darwin-arm64',
    tool: 'oxlint',
    sha256: 'fa158917b7a3349e9e87950f725f1d413fd91058aed279edaef73b0c58f9218b',
  },
  {
    package: '@ast-grep/napi-linux-arm64-gnu',
    version: '0.51.1',
    platform: 'linux-arm64',
    tool: 'ast-grep',
    sha256: 'c3b704c96fe85c14571080e4e9751e153037835cecc6037ca1e6eaaa284cedfb',
  },
  {
    package: '@ast-grep/napi-darwin-arm64',
    version: '0.51.1',
    platform: 'darwin-arm64',
    tool: 'ast-grep',
    sha256: '709117a6a3101154ec364efe3e076e30f1159f5f5254172f1055165c05814415',
  },
];
