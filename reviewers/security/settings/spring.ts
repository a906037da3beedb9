import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import type { ManifestFormat, SettingHazard } from '../build-files/manifest-format.ts';
import { readProperties } from '../build-files/read-properties.ts';
import { readYamlSettings } from '../build-files/read-trees.ts';
import type { ManifestSetting } from '../build-files/setting.ts';
import type { SecurityRule } from '../vocabulary.ts';
import { isPlainSpring, isSwitchedGuard } from './plain-spring.ts';

/** What a property of this name and value does. Names are in lower case, without dashes: Spring binds them so. */
interface SpringRow {
  readonly rule: SecurityRule;
  readonly name: RegExp;
  readonly value: RegExp;
  readonly title: string;
  readonly explanation: string;
  readonly scenario: string;
  readonly severity?: SideHazard['severity'];
  readonly confidence?: number;
}

const YES = /^(?:true|on|yes|1)$/i;
const NO = /^(?:false|off|no|none|0)$/i;

/** Source: Spring Boot's reference, "Common Application Properties", "Endpoints" and "H2's Web Console". */
const ROWS: readonly SpringRow[] = [
  {
    rule: 'public-exposure',
    name: /^management\.endpoints\.(?:web|jmx)\.exposure\.include$/,
    value: /\*|\b(?:env|heapdump|threaddump|configprops|shutdown|jolokia|loggers|logfile|gateway)\b/,
    title: 'Whoever reaches the server reads or changes its inside',
    explanation:
      'Dumps and settings have credentials in them. Name the endpoints that monitoring needs (`health`, `info`).',
    scenario: 'Somebody loads `/actuator/heapdump` and reads passwords and sessions out of it.',
  },
  {
    rule: 'public-exposure',
    name: /^management\.endpoint\.(?:shutdown|env|heapdump|gateway|jolokia)\.(?:enabled|access)$/,
    value: /^(?:true|unrestricted)$/i,
    title: 'An endpoint that changes or reveals the program is open',
    explanation: 'Leave it off, or let nobody reach it who does not sign in.',
    scenario: 'Somebody posts to the endpoint: the program stops, or takes other settings.',
  },
  {
    rule: 'secrets-exposed',
    name: /^management\.endpoint\.\w{1,40}\.showvalues$/,
    value: /^always$/i,
    title: 'Settings are shown with their secrets',
    explanation: 'Passwords of databases and keys stand there in the open. Leave it at `never` or `when-authorized`.',
    scenario: 'Somebody who may see the endpoint takes the password of the database along.',
  },
  {
    rule: 'public-exposure',
    name: /^spring\.(?:h2\.console\.(?:enabled|settings\.weballowothers)|devtools\.remote\.\w{1,40}|jmx\.remote\.\w{1,40})$/,
    value: /^(?!(?:false|off|)$)/i,
    title: 'A console that runs what it is told is open',
    explanation: 'Whoever reaches it reads and changes the database, or loads classes. Turn it on where one develops.',
    scenario: 'Somebody opens the console and runs a statement that starts a program.',
  },
  {
    rule: 'server-files',
    name: /^spring\.jpa\.(?:hibernate\.ddlauto|properties\.hibernate\.hbm2ddl\.auto)$|^spring\.sql\.init\.mode$/,
    value: /^(?:create|create-drop|always)$/,
    title: 'The tables are made anew at every start',
    explanation: 'What stood in them is gone. Use migrations, and `validate` here.',
    scenario: 'The program starts again after an update: all data is lost.',
    confidence: 500,
  },
  {
    rule: 'debug-mode',
    name: /^(?:server\.error\.include(?:stacktrace|bindingerrors|exception)|debug|trace)$/,
    value: /^(?:always|onparam|on_param|true)$/i,
    title: 'Errors show the inside of the program',
    explanation: 'Traces name classes, versions and values. Let them go to the log.',
    scenario: 'Somebody sends a request that fails, and reads from the answer which known hole fits.',
    severity: 'suggestion',
  },
  {
    rule: 'secrets-exposed',
    name: /^(?:logging\.level\.(?:\w{1,40}\.){0,10}(?:security|oauth2|http|web)(?:\.\w{1,40}){0,6}|spring\.mvc\.logrequestdetails|spring\.codec\.logrequestdetails)$/,
    value: /^(?:trace|debug|true)$/i,
    title: 'Requests are written into the log with what they carry',
    explanation: 'Headers and parameters have tokens and passwords in them. Turn it on where one develops.',
    scenario: 'Somebody who reads logs takes a session over.',
    severity: 'suggestion',
    confidence: 400,
  },
  {
    rule: 'unencrypted-data',
    name: /cookie\.(?:secure|httponly)$/,
    value: NO,
    title: 'The cookie of the session goes without its protection',
    explanation: 'It is sent without TLS, or scripts of the page can read it.',
    scenario: 'Somebody in the same network reads the cookie and is signed in.',
  },
  {
    rule: 'cors-with-credentials',
    name: /(?:cors\.|alloworigins?$|allowedorigins?(?:patterns?)?$)/,
    value: /^["'[]{0,2}\*/,
    title: 'Any site may call',
    explanation: 'Name the sites that may; with credentials any page that is open can act for its reader.',
    scenario: 'A page that a user visits calls the service and reads the answers.',
    severity: 'suggestion',
  },
  {
    rule: 'downloaded-code',
    name: /^(?:spring\.config\.(?:import|location|additionallocation)|spring\.cloud\.config\.uri|logging\.config|spring\.main\.sources)$/,
    value: /\bhttp:\/\/|^https?:\/\/|\/tmp\//i,
    title: 'The program takes settings from a place that others can change',
    explanation:
      'Settings choose classes, addresses and rights. Take them from the program’s own files, or over TLS from a server that is yours.',
    scenario: 'Somebody answers for that server: the program starts with a logger of theirs, which runs their code.',
    severity: 'warning',
  },
  {
    rule: 'unencrypted-data',
    name: /(?:url|uri)$/,
    value: /[?&;](?:usessl=false|ssl=false|sslmode=(?:disable[d]?|allow|prefer(?:red)?)|encrypt=false)\b/i,
    title: 'The database is spoken to without encryption',
    explanation: 'Whoever sits on the way reads the password and everything else.',
    scenario: 'Somebody in the same network reads what the program asks the database.',
  },
  {
    rule: 'unsafe-deserialisation',
    name: /(?:url|uri)$/,
    value: /[?&;](?:autodeserialize|allowloadlocalinfile|allowurlinlocalinfile)=true|;INIT=RUNSCRIPT/i,
    title: 'The database decides what the program makes or reads',
    explanation:
      'A server that answers in its place makes objects, or reads files of this machine. Leave the option out.',
    scenario: 'Somebody answers for the database and has a class of theirs run.',
  },
  {
    rule: 'certificate-check-off',
    name: /(?:^|\.)(?:trustall\w{0,20}|acceptall\w{0,20}|insecure\w{0,20}|(?:skip|disable|ignore)(?:ssl|tls|cert|hostname)\w{0,30}|trustservercertificate)$/,
    value: YES,
    title: 'Certificates are not checked',
    explanation:
      'Whoever sits on the way answers in the other’s place. Give the program the certificate that it misses.',
    scenario: 'Somebody in the same network answers for the server and reads what the program sends.',
  },
  {
    rule: 'certificate-check-off',
    name: /(?:^|\.)(?:verify(?:ssl|tls|hostname|certificates?|peer)|(?:ssl|tls|hostname|certificate)(?:verification|verify|check)\w{0,20})(?:\.enabled)?$/,
    value: NO,
    title: 'Certificates are not checked',
    explanation:
      'Whoever sits on the way answers in the other’s place. Give the program the certificate that it misses.',
    scenario: 'Somebody in the same network answers for the server and reads what the program sends.',
  },
];

/** A guard by its name that is switched off. */
const GUARD_OFF: Omit<SpringRow, 'name' | 'value'> = {
  rule: 'security-check-off',
  title: 'A guard of the program is switched off',
  explanation: 'Nobody is asked who they are, or what comes is not looked at. Leave the guard on.',
  scenario: 'Somebody who reaches the program uses it without signing in.',
  confidence: 600,
};

/** `application.properties` and `application.yml` of Spring. */
export function springSettings(path: string): ManifestFormat | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (!/^(?:application|bootstrap)(?:-[\w-]{1,60})?\.(?:properties|ya?ml)$/.test(name)) return null;
  const isProperties = name.endsWith('.properties');
  return {
    read: (text) => {
      if (!isProperties) return readYamlSettings(text);
      return /\\\r?\n|\\u/.test(text) ? 'has a line that goes on' : readProperties(text);
    },
    plain: [],
    isPlain: (setting) => isPlainSpring(nameOf(setting), setting.value),
    hazards: (settings) => settings.flatMap((setting) => hazardOf(setting) ?? []),
  };
}

/** As Spring binds it. */
function nameOf({ keys }: ManifestSetting): string {
  return keys
    .filter((key) => !/^\d+$/.test(key))
    .join('.')
    .replaceAll(/\[\d{1,4}\]/g, '')
    .replaceAll(/[-_]/g, '')
    .toLowerCase();
}

function hazardOf(at: ManifestSetting): SettingHazard | null {
  const name = nameOf(at);
  const row =
    ROWS.find((one) => one.name.test(name) && one.value.test(at.value)) ??
    (isSwitchedGuard(name, at.value) ? GUARD_OFF : null);
  if (row === null) return null;
  const { rule, title, explanation, scenario, severity, confidence } = row;
  return {
    at,
    rule,
    identity: `${name}=${at.value}`,
    title: `${title} (\`${at.keys.join('.').slice(0, 100)}\`)`,
    explanation,
    failureScenario: { description: scenario },
    ...(severity !== undefined && { severity }),
    ...(confidence !== undefined && { confidence }),
  };
}
