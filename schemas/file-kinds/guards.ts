/**
 * Kinds of files whose absence lets more through than their presence: who must review, what is checked before a merge, where packages may come
 * from, what git and servers refuse. To delete one needs judging like a change of it; every other file does nothing once it is gone.
 */
export const GUARDS: ReadonlySet<string> = new Set(
  `codeowners git-attributes github-workflow gitlab-ci circleci azure-pipelines ci-configuration jenkinsfile repository-settings
  pre-commit git-hook linter-configuration package-manager access-policy cloud-firestore-security-rules npm-config`.split(
    /\s+/,
  ),
);
