import type { Reviewer } from '../reviewer.ts';
import { SECURITY_BRIEF, SECURITY_MODEL_RULES } from './brief.ts';
import { agentInstructions } from './checks/agent-instructions.ts';
import { applicationSettings } from './checks/settings/application-settings.ts';
import { buildManifests } from './checks/build-manifests.ts';
import { dangerousSinks } from './checks/dangerous-sinks.ts';
import { dotenvFiles } from './checks/dotenv-files.ts';
import { doorsOpened } from './checks/doors-opened.ts';
import { flippedConstants } from './checks/flipped-constants.ts';
import { guardsRemoved } from './checks/guards-removed.ts';
import { handedOnValues } from './checks/handed-on-values.ts';
import { hiddenCharacters } from './checks/hidden-characters.ts';
import { links } from './checks/links.ts';
import { lockfile } from './checks/lockfile.ts';
import { packageManifest } from './checks/package-manifest.ts';
import { secrets } from './checks/secrets.ts';
import { composeFiles, kubernetesManifests } from './checks/containers.ts';
import { dockerfiles } from './checks/dockerfiles.ts';
import { makefiles } from './checks/makefiles.ts';
import { pipelines } from './checks/pipelines.ts';
import { powerShellScripts } from './checks/powershell-scripts.ts';
import { graphqlDocuments } from './checks/graphql-documents.ts';
import { fishScripts } from './checks/fish-scripts.ts';
import { pageTemplates } from './checks/page-templates.ts';
import { repositoryBots } from './checks/settings/repository-bots.ts';
import { rubyTemplates } from './checks/ruby-templates.ts';
import { shellScripts } from './checks/shell-scripts.ts';
import { sqlStatements } from './checks/sql-statements.ts';
import { styleSheets } from './checks/style-sheets.ts';
import { terraformFiles } from './checks/terraform-files.ts';
import { protoOptions } from './checks/proto-options.ts';
import { testScripts } from './checks/test-scripts.ts';
import { workflows } from './checks/workflows.ts';
import { scopedSecurityRules } from './rule-scopes.ts';
import { forModels } from '../rule-scopes.ts';

/** Finds what an attacker would use. */
export const security: Reviewer = {
  id: 'security',
  description:
    'Finds credentials, values that reach dangerous calls, manifests and lockfiles that bring in foreign code, what workflows, scripts and containers open to strangers, and characters that hide code.',
  rules: { ...scopedSecurityRules(), ...forModels(SECURITY_MODEL_RULES) },
  checks: [
    secrets,
    dangerousSinks,
    handedOnValues,
    rubyTemplates,
    pageTemplates,
    guardsRemoved,
    doorsOpened,
    flippedConstants,
    hiddenCharacters,
    packageManifest,
    buildManifests,
    lockfile,
    agentInstructions,
    dotenvFiles,
    applicationSettings,
    repositoryBots,
    testScripts,
    protoOptions,
    links,
    workflows,
    pipelines,
    shellScripts,
    powerShellScripts,
    fishScripts,
    makefiles,
    dockerfiles,
    composeFiles,
    kubernetesManifests,
    terraformFiles,
    styleSheets,
    graphqlDocuments,
    sqlStatements,
  ],
  brief: SECURITY_BRIEF,
};
