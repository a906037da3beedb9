import { createAppAuth } from '../../forge/github/api/app-auth.ts';
import type { InstalledApp } from './assemble.ts';
import type { Scrubber } from './scrub.ts';
import type { ServeSettings } from './settings.ts';

/** The App's identity; every token that it is given is made known to the scrubber before anybody sees it. */
export function createIdentity(settings: ServeSettings, scrubber: Scrubber): InstalledApp {
  const auth = createAppAuth(settings);
  const learned = async (token: Promise<string>) => {
    const text = await token;
    scrubber.learn(text);
    return text;
  };
  return {
    onClock: auth.onClock,
    jwt: () => learned(auth.jwt()),
    tokenFor: (installation, repository) => learned(auth.tokenFor(installation, repository)),
  };
}
