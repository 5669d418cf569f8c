import type { LibraryValues } from "#lib/libraries/vocabulary.ts";

/** What a new library is unless somebody says otherwise. Its language and country come from the settings. */
export const newLibrary: Omit<LibraryValues, "language" | "region"> = {
  name: "",
  paths: [""],
  type: "movie",
  profile: "kodi",
  automation: "review",
  existing: "keep",
  nfoPolicy: "import",
  enabled: true,
  watch: false,
  verifyRepair: false,
};
