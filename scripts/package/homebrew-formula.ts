import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DOCKET_VERSION } from '../../app/version.ts';

// Prints the formula that installs a release by Homebrew: `node scripts/package/homebrew-formula.ts TARBALL ADDRESS-OF-IT ADDRESS-OF-THE-PROJECT`.
const [tarball, address, home] = process.argv.slice(2);
if (tarball === undefined || address === undefined || home === undefined)
  throw new Error('usage: homebrew-formula.ts TARBALL ADDRESS HOME');

const quoted = (text: string): string => {
  if (!/^[\w:/.@+-]+$/.test(text)) throw new Error(`not an address: ${text}`);
  return `"${text}"`;
};

process.stdout.write(`class Docket < Formula
  desc "CI-native code review: several specialist reviewers, one quiet review"
  homepage ${quoted(home)}
  url ${quoted(address)}
  version "${DOCKET_VERSION}"
  sha256 "${createHash('sha256').update(readFileSync(tarball)).digest('hex')}"
  license "MIT"

  depends_on "node@24"

  def install
    system "npm", "install", *std_npm_args
    (bin/"docket").write_env_script libexec/"bin/docket", PATH: "#{Formula["node@24"].opt_bin}:$PATH"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/docket --version")
    (testpath/"change.diff").write <<~DIFF
      --- a/a.txt
      +++ b/a.txt
      @@ -1 +1 @@
      -one
      +two
    DIFF
    assert_match "Run ", shell_output("#{bin}/docket review --offline --diff change.diff --accept '**'")
  end
end
`);
