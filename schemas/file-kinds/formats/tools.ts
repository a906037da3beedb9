import { type FormatKind, words } from '../format-kind.ts';

/** What the tools around the code obey: editors, linters, coding agents, reviews. The more special stands first. */
export const TOOL_FORMATS: readonly FormatKind[] = [
  {
    id: 'dotenv',
    label: 'Dotenv',
    class: 'running-configuration',
    reason: 'a program starts with these variables',
    paths: words('**/.env{,.*,rc}'),
    names: words('.flaskenv'),
  },
  {
    id: 'runtime-version',
    label: 'Runtime version',
    class: 'running-configuration',
    reason: 'it chooses what runs the program; nothing but versions is data',
    names: words(`
      .nvmrc .node-version .python-version .ruby-version .java-version .go-version .php-version .bun-version .deno-version
      .terraform-version .opentofu-version .tool-versions .bazelversion .swift-version .crystal-version .elixir-version VERSION VERSION.txt
    `),
  },
  {
    id: 'compiler-options',
    label: 'Compiler options',
    class: 'running-configuration',
    reason: 'it loads plug-ins and modules, says which files a name means, and turns checks of types off',
    paths: words('**/{ts,js}config{,[.-]*}.json'),
  },
  {
    id: 'git-config',
    label: 'Git Config',
    class: 'running-configuration',
    reason: 'git obeys it',
    names: words('.lfsconfig .gitmodules .gitconfig'),
  },
  {
    id: 'codeowners',
    label: 'CODEOWNERS',
    class: 'running-configuration',
    reason: 'it says whose review counts',
    names: words('CODEOWNERS OWNERS OWNERS_ALIASES'),
  },
  {
    id: 'devcontainer',
    label: 'Dev container',
    class: 'running-configuration',
    reason: 'a container is made by it, with commands',
    paths: words('**/.devcontainer/**/*.{json,jsonc,yml,yaml}'),
    names: words('.devcontainer.json devcontainer.json devcontainer-feature.json'),
  },
  {
    id: 'agent-configuration',
    label: 'Configuration of coding agents',
    class: 'running-configuration',
    reason: 'agents start what it names, and ask or not',
    paths: words(`
      **/.{claude,cursor,gemini,codex,windsurf,continue,roo,aider,amazonq,kiro,opencode}/**/*.{json,jsonc,toml,yml,yaml}
      **/.claude/{commands,agents,hooks}/**
    `),
    names: words(`
      .mcp.json mcp.json .cursorignore .aider.conf.yml opencode.json gemini-extension.json
    `),
  },
  {
    id: 'agent-instructions',
    label: 'Agent instructions',
    class: 'running-configuration',
    reason: 'agents act on what it says',
    paths: words(`
      {agents,commands,prompts,skills,rules}/**/*.md **/{skills,prompts}/**/*.md **/*knowledge.md
      **/.{cursor,windsurf,clinerules,claude,roo,continue,codex,gemini,kiro,junie,agents}/**/*.{md,mdc,txt}
      .github/{prompts,instructions,chatmodes,agents}/**/*.md **/*.{prompt,instructions,chatmode}.md
    `),
    names: words(`
      AGENTS.md AGENT.md AGENTS.override.md CLAUDE.md CLAUDE.local.md GEMINI.md SKILL.md WARP.md QWEN.md CRUSH.md CODEX.md GROK.md JULES.md AMP.md IFLOW.md COPILOT.md
      REPLIT.md SOUL.md MEMORY.md HEARTBEAT.md
      copilot-instructions.md .cursorrules .windsurfrules .clinerules .roorules .goosehints CONVENTIONS.md
      llms.txt
    `),
  },
  {
    id: 'editor-tasks',
    label: 'Editor tasks',
    class: 'running-configuration',
    reason: 'an editor starts what it names',
    paths: words(`
      **/.{vscode,idea,zed,fleet,theia,nova,settings}/**/*.{json,jsonc,xml,yml,toml}
      **/*.{code-workspace,sublime-project,sublime-build} **/.vs/**
    `),
    names: words('.project .dir-locals.el.json'),
  },
  {
    id: 'linter-configuration',
    label: 'Linter configuration',
    class: 'running-configuration',
    reason: 'it turns checks off, or loads plug-ins',
    paths: words(`
      **/.{eslintrc,stylelintrc,babelrc,swcrc,prettierrc,oxlintrc,markdownlint,markdownlint-cli2,postcssrc,commitlintrc,mocharc,nycrc,c8rc,releaserc,czrc,jscpd,remarkrc,textlintrc,htmlhintrc,golangci,rubocop,reek,haml-lint,slim-lint,erb_lint,solhint,swiftlint,scalafmt,scalafix,flake8,pylintrc,bandit,ruff,mypy,sqlfluff,yamllint,hadolint,tflint,gitleaks,semgrep,trivyignore,checkov,ansible-lint,luacheckrc,credo,php-cs-fixer,phpstan,perlcriticrc,clang-tidy,editorconfig-checker}{,.json,.jsonc,.json5,.yml,.yaml,.toml,.ini,.xml,.neon,.hcl}
      **/{biome,ruff,mypy,pylintrc,bandit,golangci,semgrep,phpstan,detekt,checkstyle,pmd,spotbugs,findbugs,sonar-project,tslint,tsdoc,jest.config,babel.config,knip,dprint,typos,_typos,gitleaks}{,.dist}{,.json,.jsonc,.yml,.yaml,.toml,.ini,.xml,.neon,.properties}
      **/{checkstyle-*,*-checkstyle,*-checkstyle-*}.xml **/detekt-baseline{,-*}.xml **/{checkstyle,config}/*suppressions.xml **/{detekt-config,config-detekt,*-detekt}.{yml,yaml}
      **/phpstan.neon.dist **/psalm{-,.}baseline.xml **/phpstan-baseline*.neon **/phpstan/baseline*.neon
    `),
    names: words(`
      .semgrepignore .gitleaksignore .trivyignore .snyk .eslintignore .stylelintignore nodemon.json .c8rc.json deny.toml .deny.toml audit-resolve.json
      plopfile.json .babelrc .eslintrc .rubocop_todo.yml
    `),
  },
];
