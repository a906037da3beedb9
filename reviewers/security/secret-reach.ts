import type { Redaction } from '../../schemas/change-set.ts';
import type { CheckContext } from '../reviewer.ts';
import { isOfJobService, isOfMachine, startsServices } from './workflow/service-passwords.ts';

/** The scanner's name for what opens a service that nobody outside of its network reaches. */
const INSIDE = 'docket/address-inside-with-password';

/** What anybody can make or make up: the form alone does not say that a service takes it, as it does of a token that one gave out. */
const SELF_MADE =
  /^(?:docket\/(?:address-with-password|authorization-header|command-line|connection-string|credential-file|marked-up-value|password-hash|private-key-block|session-cookie|settings-\w{1,20})|gitleaks\/(?:private-key|jwt|jwt-base64|kubernetes-secret-yaml|curl-auth-(?:user|header)|hashicorp-tf-password)|@secretlint\/secretlint-rule-(?:privatekey|basicauth|database-connection-string))$/;

const OF_GOOGLE = 'gitleaks/gcp-api-key';
/** What stands beside a key that each page and each app of a project shows: Firebase's settings of them, and names of variables that bundlers write into pages. */
const SHOWN_TO_ALL =
  /\b(?:authDomain|messagingSenderId|storageBucket|mobilesdk_app_id|firebase_url)\b|\b(?:VITE|NEXT_PUBLIC|NUXT_PUBLIC|REACT_APP|EXPO_PUBLIC|GATSBY|VUE_APP)_\w/;
/** Firebase's settings of an app (`google-services.json`) have the key some twenty lines below the app's id. */
const NEAR = 30;

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;

/**
 * Whether nothing shows that a stranger who reads a secret opens something with it: it is for the machine itself or a service that a job starts and throws
 * away, or it is shown to everybody by design. What a provider gave out is none of these, but for the keys that Google gives to pages. The folder says nothing: keys
 * of production lie among tests, too.
 */
export async function opensNothing(context: CheckContext, { rule, path, line }: Redaction): Promise<boolean> {
  if (rule === INSIDE) return true;
  const isSelfMade = SELF_MADE.test(rule);
  if (!isSelfMade && rule !== OF_GOOGLE) return false;
  const content = await context.read(path, 'new');
  if (content.kind !== 'text') return false;
  const { text } = content;
  if (isSelfMade ? isOfMachine(text, line) : isShownToAll(text, line)) return true;
  return (
    WORKFLOW.test(path) && (isOfJobService(text, line) || (rule.startsWith('docket/settings-') && startsServices(text)))
  );
}

function isShownToAll(text: string, line: number): boolean {
  const near = text.split('\n').slice(Math.max(0, line - 1 - NEAR), line + NEAR);
  return SHOWN_TO_ALL.test(near.join('\n'));
}
