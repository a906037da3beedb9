const TRUTH = /^(?:true|false)$/;
const NUMBER = /^-?\d{1,12}(?:\.\d{1,6})?(?:ns|us|ms|s|m|h|d|b|kb|mb|gb|tb)?$/i;
const LEVEL = /^(?:off|fatal|error|warn|info|debug)$/i;
const NAME = /^[\w. -]{0,80}$/;
/** Words of guards. Which side is the strict one is only known where nothing in the name turns it round. */
const GUARD = /auth|secur|csrf|xsrf|\btls|\bssl|ssl\b|tls\b|verif|validat|certificate|signature|audit|captcha|sandbox/;
const TURNS =
  /skip|disable|ignor|insecure|trust|allow|permit|anonymous|exclud|bypass|unsafe|without|lax|optional|mock|fake/;

/**
 * Keys that Spring Boot documents and that only say how much, how long, where it listens and how it is shown, each with what a value looks like there.
 * Source: its reference, "Common Application Properties". Names are in lower case, without dashes.
 */
const KNOWN: readonly (readonly [name: RegExp, value: RegExp])[] = [
  [/^spring\.application\.(?:name|group|index|version)$/, NAME],
  [/^spring\.main\.(?:bannermode|logstartupinfo|lazyinitialization|keepalive|registershutdownhook)$/, /^\w{1,20}$/],
  [/(?:^|\.)port$/, /^\d{1,5}$/],
  [/^server\.shutdown$/, /^\w{1,20}$/],
  [
    /^server\.servlet\.(?:contextpath|applicationdisplayname|encoding\.\w{1,40})$|^(?:\w{1,40}\.){1,4}contextpath$/,
    /^[\w/.-]{0,80}$/,
  ],
  [/^server\.servlet\.encoding\.\w{1,40}$/, /^[\w-]{1,20}$/],
  [
    /^server\.(?:tomcat|jetty|undertow|netty)\.(?:threads?|accesslog|mbeanregistry|uriencoding|maxconnections|acceptcount|connectiontimeout|keepalivetimeout|processorcache|buffer\w{1,20}|iothreads|workerthreads)(?:\.(?!pattern|directory)\w{1,40}){0,3}$/,
    /^[\w.-]{1,40}$/,
  ],
  [/^server\.(?:compression\.(?:enabled|mimetypes|minresponsesize)|http2\.enabled)$/, /^[\w,/+. -]{1,200}$/],
  [/^spring\.(?:servlet\.multipart|http\.multipart)\.(?:enabled|filesizethreshold|resolvelazily)$/, /^\w{1,20}$/],
  [
    /^spring\.datasource\.hikari\.(?:\w{1,40}(?:timeout|size|idle|lifetime|threshold|time)|poolname|autocommit|readonly)$/,
    NAME,
  ],
  [
    /^spring\.jpa\.(?:showsql|openinview|hibernate\.naming\.\w{1,40}|properties\.hibernate\.(?:formatsql|jdbc\.batchsize|orderinserts|orderupdates|defaultbatchfetchsize|generatestatistics))$/,
    /^(?:true|false|\d{1,6})$/,
  ],
  [
    /^spring\.(?:jackson\.(?:dateformat|timezone|locale|defaultpropertyinclusion|propertynamingstrategy|serialization\.\w{1,60})|messages\.(?:basename|encoding|cacheduration|fallbacktosystemlocale)|mvc\.format\.\w{1,20}|web\.locale|output\.ansi\.enabled|banner\.\w{1,30})$/,
    /^[\w.,/: +-]{1,100}$/,
  ],
  [
    /^spring\.(?:task|threads|lifecycle|cache|data\.web\.pageable)\.(?!type|jcache|ehcache|hazelcast|infinispan)(?:\w{1,40}\.){0,5}\w{1,60}$/,
    /^(?:true|false|\d[\w.]{0,12}|[\w-]{1,40})$/,
  ],
  [/^spring\.thymeleaf\.(?:cache|encoding|mode|servlet\.contenttype)$/, /^[\w/;= -]{1,40}$/],
  [
    /^management\.(?:\w{1,40}\.){0,3}metrics\.(?:export\.)?(?:\w{1,40}\.){0,3}(?:enabled|step|batchsize)$/,
    /^(?:true|false|\d{1,6}[a-z]{0,2})$/,
  ],
  [
    /^management\.endpoint\.(?:health|info)\.(?:enabled|showdetails|showcomponents|probes\.enabled|cache\.timetolive)$/,
    /^(?:true|false|never|when[-_]authorized|\d{1,6}\w{0,2})$/i,
  ],
  [
    /^management\.endpoints\.web\.exposure\.include$/,
    /^(?:health|info|prometheus|metrics)(?: ?, ?(?:health|info|prometheus|metrics))*$/,
  ],
  [/^server\.error\.include(?:stacktrace|bindingerrors|message|exception)$/, /^(?:never|false)$/i],
  [/^logging\.level(?:\.\w{1,60}){1,12}$/, LEVEL],
  [
    /^logging\.(?:pattern\.(?:dateformat|level)|charset\.\w{1,20}|logback\.rollingpolicy\.\w{1,40}|threshold\.\w{1,20})$/,
    /^[\w.:%{}' -]{1,60}$/,
  ],
  [/^spring\.jpa\.hibernate\.ddlauto$/, /^(?:validate|none)$/],
];

/** Whether a property only says how much, how long, how it is shown, or switches a guard on. */
export function isPlainSpring(name: string, value: string): boolean {
  if (KNOWN.some(([names, shape]) => names.test(name) && shape.test(value))) return !isWeakNumber(name, value);
  return isGuard(name) && /(?:^|\.)(?:enabled?|require[ds]?)$/.test(name) && value === 'true';
}

/** Whether the name is that of a guard, and the value switches it off. */
export function isSwitchedGuard(name: string, value: string): boolean {
  if (TRUTH.test(value) && GUARD.test(name) && TURNS.test(name)) return value === 'true';
  return isGuard(name) && /^(?:false|off|none|disabled|never)$/i.test(value) && !/(?:cache|caching|cached)/.test(name);
}

const isGuard = (name: string): boolean => GUARD.test(name) && !TURNS.test(name);

/** A time or a size of what guards people: how long a session lasts, how often one may try. */
const isWeakNumber = (name: string, value: string): boolean =>
  NUMBER.test(value) && /session|token|password|attempt|lockout|ratelimit|expir/.test(name);
