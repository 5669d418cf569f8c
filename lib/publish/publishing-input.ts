import { z } from "zod";
import type { FilmLayout, FilmPlace } from "#lib/artwork/film-place.ts";
import { movieArtworkTypes, seasonArtworkTypes, seriesArtworkTypes } from "#lib/artwork/vocabulary.ts";
import { takeExtraSuffix } from "#lib/files/names/extras.ts";
import { type LibraryPublishing, type Naming, setsFolderSchema } from "#lib/settings/library-publishing.ts";
import { allSeasonsName, filmPictureName, seasonPictureName, setPictureName, showPictureName } from "./names.ts";
import { problemOnShares } from "./share-names.ts";
import { artworkPolicies, type CustomNameSlot, customNameSlots, profileNames } from "./vocabulary.ts";

/** A disk allows 255; what stands for `{N}` and the extension need their part. */
const maxNameBytes = 200;

/** What a person may say of a library's publishing. Its form and its action check the same. */
export const publishingInput = z
  .object({
    /** The player the library had when the form was opened: names are checked against its usual ones. */
    profile: z.enum(profileNames),
    nfo: z.enum(["player", "on", "off"]),
    artworkPolicy: z.enum(artworkPolicies),
    people: z.boolean(),
    /** Empty: pictures of a set lie beside its films. */
    setsFolder: z.union([z.literal(""), setsFolderSchema]),
    /** Names of one's own by slot; empty: the usual one. */
    names: z.partialRecord(
      z.enum(customNameSlots),
      z
        .string()
        .refine((name) => name === "" || name.trim() !== "", "A name needs more than spaces. Empty: the usual one.")
        .trim()
        .max(1000),
    ),
  })
  .superRefine(({ profile, names }, context) => {
    const own = filledNames(names);
    const problems = problemsOfNames({ profile, names: own });
    for (const [slot, message] of problems) context.addIssue({ code: "custom", path: ["names", slot], message });
  });
export type PublishingInput = z.output<typeof publishingInput>;

/** What is stored of it: only what differs from the usual. */
export function toPublishing({ nfo, artworkPolicy, people, setsFolder, names }: PublishingInput): LibraryPublishing {
  const own = filledNames(names);
  return {
    ...(nfo === "player" ? {} : { nfo: nfo === "on" }),
    ...(artworkPolicy === "adopt" ? {} : { artworkPolicy }),
    ...(people ? {} : { people }),
    ...(setsFolder === "" ? {} : { setsFolder }),
    ...(Object.keys(own).length > 0 ? { names: own } : {}),
  };
}

export function toPublishingInput(profile: Naming["profile"], stored: LibraryPublishing): PublishingInput {
  const { nfo, artworkPolicy = "adopt", people = true, setsFolder = "", names = {} } = stored;
  return { profile, nfo: nfo === undefined ? "player" : nfo ? "on" : "off", artworkPolicy, people, setsFolder, names };
}

type OwnNames = NonNullable<Naming["names"]>;

/** Without those that are empty. */
function filledNames(names: OwnNames): OwnNames {
  const filled: OwnNames = {};
  for (const slot of customNameSlots) {
    const name = names[slot]?.trim();
    if (name) filled[slot] = name;
  }
  return filled;
}

function problemsOfNames(naming: Naming & { names: OwnNames }): Map<CustomNameSlot, string> {
  const problems = new Map<CustomNameSlot, string>();
  for (const slot of customNameSlots) {
    const name = naming.names[slot];
    const problem = name === undefined ? undefined : problemOfName(slot, name);
    if (problem !== undefined) problems.set(slot, problem);
  }
  // Names that are wrong by themselves are not compared with others.
  return problems.size > 0 ? problems : findSameNames(naming);
}

function problemOfName(slot: CustomNameSlot, name: string): string | undefined {
  if (/[/\\]/.test(name)) return "A name holds no slash: files go where the player looks for them.";
  if (/\p{Cc}/u.test(name)) return "This name holds a control character.";
  if (name.startsWith(".")) return "A name that begins with a dot is hidden.";
  if (new TextEncoder().encode(name).length > maxNameBytes) return `Use at most ${maxNameBytes} bytes.`;
  const known = placeholdersOf(slot);
  const unknown = name.match(/\{[^{}]*\}/g)?.find((each) => !known.includes(each));
  if (unknown !== undefined) return `${unknown} stands for nothing here. ${wordsFor(known)}`;
  if (/[{}]/.test(name.replaceAll(/\{[^{}]*\}/g, ""))) return `A brace has no other half. ${wordsFor(known)}`;
  // The first of several has no number.
  const onShares = problemOnShares(name) ?? problemOnShares(name.replaceAll("{n}", ""));
  if (onShares !== undefined) return onShares;
  if (slot === "episode.thumb" && !name.includes("{N}")) return "Use {N}: else all episodes have one picture.";
  if (slot.startsWith("season.") && !name.includes("{S}")) return "Use {S}: else all seasons have one picture.";
  if (slot === "trailer" && name === "{N}") return "The film itself has this name.";
  const isTrailer = takeExtraSuffix(name.replaceAll("{N}", "Film"))?.type === "trailer";
  if (slot === "trailer" && !isTrailer) return "End it in -trailer: else it is taken for a film.";
  return undefined;
}

/** What stands for something in a name of this slot. */
export function placeholdersOf(slot: CustomNameSlot): readonly string[] {
  const own = slot.startsWith("season.") ? ["{S}"] : slot.startsWith("show.") ? [] : ["{N}"];
  return slot.endsWith(".fanart") ? [...own, "{n}"] : own;
}

const wordsFor = (known: readonly string[]): string =>
  known.length === 0 ? "Use a plain name." : `Use ${known.join(" and ")}.`;

/** Pictures after the first are numbered; more of one type are hardly chosen. */
const ranksCompared = 10;
const ranks = Array.from({ length: ranksCompared }, (_, index) => index + 1);
type Named = { slot: string; name: string | null };

/** Names of one's own under which another picture in the same folder is published as well. Disks may not tell case. */
function findSameNames(naming: Naming & { names: OwnNames }): Map<CustomNameSlot, string> {
  const problems = new Map<CustomNameSlot, string>();
  for (const folder of [picturesOfFilm(naming, "own"), picturesOfFilm(naming, "flat"), picturesOfShow(naming)]) {
    const taken = Map.groupBy(
      folder.filter(({ name }) => name !== null),
      ({ name }) => name?.toLowerCase(),
    );
    for (const all of taken.values()) {
      if (new Set(all.map(({ slot }) => slot)).size < 2) continue;
      for (const slot of customNameSlots) {
        if (naming.names[slot] === undefined || !all.some((each) => each.slot === slot)) continue;
        const other = all.find((each) => each.slot !== slot);
        problems.set(slot, `Another picture beside it is called ${other?.name} too.`);
      }
    }
  }
  return problems;
}

function picturesOfFilm(naming: Naming, layout: FilmLayout): Named[] {
  const place: FilmPlace = { folder: "", baseName: "{N}", layout };
  return [
    ...movieArtworkTypes.flatMap((type) =>
      ranks.map((rank) => ({ slot: `film.${type}`, name: filmPictureName(naming, place, { type, rank }) })),
    ),
    ...(["poster", "fanart"] as const).map((type) => ({
      slot: `set.${type}`,
      name: setPictureName(naming, place, type),
    })),
  ];
}

/** The pictures of seasons lie in the folder of their show. */
function picturesOfShow(naming: Naming): Named[] {
  return [
    ...seriesArtworkTypes.flatMap((type) =>
      ranks.map((rank) => ({ slot: `show.${type}`, name: showPictureName(naming, { type, rank }) })),
    ),
    ...seasonArtworkTypes.flatMap((type) =>
      [0, 1, 2].flatMap((season) =>
        ranks.map((rank) => ({
          slot: `season.${type}`,
          name: seasonPictureName(naming, { type, rank, season }),
        })),
      ),
    ),
    { slot: "season.all", name: allSeasonsName(naming) },
  ];
}
