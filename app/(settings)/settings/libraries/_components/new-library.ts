import type { LibraryValues } from "#lib/libraries/vocabulary.ts";

/** What a new library is unless somebody says otherwise. */
export const newLibrary: LibraryValues = {
  name: "",
  paths: [""],
  type: "movie",
  profile: "kodi",
  automation: "review",
  existing: "keep",
  nfoPolicy: "import",
  language: "en",
  region: "US",
  enabled: true,
};
