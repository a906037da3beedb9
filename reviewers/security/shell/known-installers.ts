/** Installers that their makers publish under an address of their own, and that people know. */
const KNOWN =
  /^https:\/\/(?:sh\.rustup\.rs|get\.docker\.com|astral\.sh\/uv|install\.python-poetry\.org|deno\.land|bun\.(?:sh|com)|get\.pnpm\.io|raw\.githubusercontent\.com\/(?:nvm-sh\/nvm|Homebrew\/install|golangci\/golangci-lint|pyenv\/|asdf-vm\/)|get\.helm\.sh|deb\.nodesource\.com|rpm\.nodesource\.com|sdk\.cloud\.google\.com|get\.sdkman\.io|mise\.(?:run|jdx\.dev)|static\.rust-lang\.org|win\.rustup\.rs|sh\.brew\.sh|get\.k3s\.io|bootstrap\.pypa\.io|cli\.codecov\.io|uploader\.codecov\.io|golangci-lint\.run|getcomposer\.org|awscli\.amazonaws\.com|apt\.llvm\.org|packages\.microsoft\.com|download\.docker\.com|install\.determinate\.systems|nixos\.org|dot\.net\/v1|dotnet\.microsoft\.com|builds\.dotnet\.microsoft\.com|dist\.nuget\.org|(?:community\.)?chocolatey\.org|get\.scoop\.sh|aka\.ms|starship\.rs|get\.volta\.sh|fnm\.vercel\.app|get-ghcup\.haskell\.org|get\.pulumi\.com|sentry\.io\/get-cli|coverage\.codacy\.com|github\.com\/axodotdev\/cargo-dist\/releases|tailscale\.com|ollama\.com|install\.duckdb\.org|foundry\.paradigm\.xyz|wasmtime\.dev|rustwasm\.github\.io|jdx\.dev|run\.linkerd\.io|get\.rvm\.io|raw\.githubusercontent\.com\/(?:anchore|aquasecurity|ohmyzsh|helm|cargo-bins|k3d-io|rvm|pypa|rbenv|moovweb)\/)/i;
const LOCAL = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0|host\.docker\.internal)/i;

/** Whether an address is this machine, or a place from which everybody installs. */
export function isKnownInstaller(address: string): boolean {
  return KNOWN.test(address) || isThisMachine(address);
}

/** Whether nobody sits on the way. */
export function isThisMachine(address: string): boolean {
  return LOCAL.test(address);
}
