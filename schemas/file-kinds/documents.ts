import { words } from './format-kind.ts';

/**
 * Documents that people write for people under a name that is a convention. A name in capitals that is none of them is an instruction: each
 * coding agent has its own (`WARP.md`, `QWEN.md`), and nobody knows them all.
 */
export const CONVENTIONAL_DOCUMENTS: ReadonlySet<string> = new Set(
  words(`
    acknowledgements acknowledgments adopters ai-policy ai_policy api architecture authors backers benchmark benchmarks bounty breaking bug bugs build building
    changelog changes code_of_conduct codeofconduct coc commercial conduct committers compatibility contribute contributing contributor contributors
    copying copyright credits dco deprecated deprecation deprecations deployment design develop developer developers developing development
    disclaimer documentation ecosystem emeritus examples faq feature features funding getting-started getting_started glossary governance guide hacking
    history hotfix howto install installation installing integrations intro introduction issue issue_template known_issues
    legal license licenses licence licences license-3rdparty lts maintainer maintainers maintaining maintenance manifesto migrate migrating migration migrations
    mit apache news notes notice notices overview owners ownership packaging patents performance privacy publishing pull_request_template publication quickstart
    readme reference related release release-notes release_notes releases releasing relnotes reporting resources roadmap
    scope security showcase sponsor sponsors status style styleguide summary support supporters swag team terminology testing tests thanks third-party
    third_party third-party-notices thirdparty thirdpartynotices third_party_notices todo todos trademark trademarks translating translation translations
    troubleshooting tutorial tutorials unlicense upgrade upgrading usage users version versioning versions vision vulnerabilities whatsnew workflow writing
  `),
);

/** Last words of longer names of documents for people: `MIGRATION_GUIDE`, `RELEASE-CHECKLIST`. */
export const KINDS_OF_DOCUMENTS: ReadonlySet<string> = new Set(
  words(
    'guide guidelines policy checklist charter conduct bounty template notes handbook handling overview process roadmap faq',
  ),
);

/** Words that make a document one for agents, whatever else its name says. */
export const WORDS_FOR_AGENTS: ReadonlySet<string> = new Set(
  words(
    'agent agents ai llm llms gpt claude codex copilot cursor gemini assistant bot prompt prompts instructions rules skill skills memory context',
  ),
);
