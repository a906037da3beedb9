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
      <output>{prefs.timezone}</output>
    </fieldset>
  );
}
