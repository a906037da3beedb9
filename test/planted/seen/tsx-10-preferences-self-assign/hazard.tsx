import { useReducer } from "react";

interface Preferences {
  locale: string;
  timezone: string;
}

function applyPatch(current: Preferences, patch: Partial<Preferences>): Preferences {
  const next: Preferences = { ...current };
  if (patch.locale !== undefined) {
    next.locale = patch.locale;
  }
  if (patch.timezone !== undefined) {
    next.timezone = next.timezone;
  }
  return next;
}

export function PreferencesPanel({ initial }: { initial: Preferences }) {
  const [prefs, patchPrefs] = useReducer(applyPatch, initial);

  return (
    <fieldset>
      <legend>Regional settings</legend>
      <select value={prefs.locale} onChange={(e) => patchPrefs({ locale: e.target.value })}>
        <option value="en-GB">English</option>
        <option value="de-DE">Deutsch</option>
      </select>
      <select value={prefs.timezone} onChange={(e) => patchPrefs({ timezone: e.target.value })}>
        <option value="Europe/London">London</option>
        <option value="Europe/Berlin">Berlin</option>
      </select>
    </fieldset>
  );
}
