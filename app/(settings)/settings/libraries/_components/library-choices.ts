import type { Choice } from "#app/_components/choice-list.tsx";
import {
  automationHelp,
  automationLabels,
  automationLevels,
  existingHelp,
  existingLabels,
  existingPolicies,
  libraryTypeHelp,
  libraryTypeLabels,
  libraryTypes,
  nfoPolicies,
  nfoPolicyHelp,
  nfoPolicyLabels,
  profileLabels,
  profiles,
} from "#lib/libraries/vocabulary.ts";

function choicesOf<V extends string>(
  values: readonly V[],
  labels: Readonly<Record<V, string>>,
  help: Readonly<Record<V, string>>,
): Choice<V>[] {
  return values.map((value) => ({ value, label: labels[value], help: help[value] }));
}

const profileHelp = {
  kodi: "Named after the film: Film (1999)-poster.jpg, Film (1999).nfo.",
  jellyfin: "Short names in a film's own folder: poster.jpg, backdrop.jpg, and an NFO.",
  emby: "Short names in a film's own folder: poster.jpg, fanart.jpg, and an NFO.",
  plex: "poster.jpg and fanart.jpg. Plex reads no NFO.",
} as const satisfies Record<(typeof profiles)[number], string>;

export const typeChoices = choicesOf(libraryTypes, libraryTypeLabels, libraryTypeHelp);
export const automationChoices = choicesOf(automationLevels, automationLabels, automationHelp);
export const profileChoices = choicesOf(profiles, profileLabels, profileHelp);
export const existingChoices = choicesOf(existingPolicies, existingLabels, existingHelp);
export const nfoChoices = choicesOf(nfoPolicies, nfoPolicyLabels, nfoPolicyHelp);
