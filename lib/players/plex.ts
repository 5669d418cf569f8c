import { z } from "zod";
import { type HttpPlayer, httpPlayer } from "./ask-http.ts";
import { folderOf, isBelow, trimEnd } from "./map-path.ts";
import type { OpenOptions, PathKnown, PlayerAddress, PlayerClient, PlayerUpdate, UpdateOutcome } from "./player.ts";

const root = z.looseObject({
  MediaContainer: z.looseObject({ friendlyName: z.string().default(""), version: z.string().default("") }),
});
const playing = z.looseObject({ MediaContainer: z.looseObject({ size: z.int().default(0) }) });
const sectionList = z.looseObject({
  MediaContainer: z.looseObject({
    Directory: z
      .array(
        z.looseObject({
          key: z.string(),
          type: z.string(),
          Location: z.array(z.looseObject({ path: z.string() })).default([]),
        }),
      )
      .default([]),
  }),
});
const itemList = z.looseObject({
  MediaContainer: z.looseObject({
    Metadata: z
      .array(
        z.looseObject({
          ratingKey: z.string(),
          grandparentRatingKey: z.string().optional(),
          Media: z
            .array(z.looseObject({ Part: z.array(z.looseObject({ file: z.string().optional() })).default([]) }))
            .default([]),
        }),
      )
      .default([]),
  }),
});

/** Plex's numbers for kinds of items. */
const typeNumbers = { movie: 1, episode: 4 } as const;
const pageSize = 1000;
/** Where reading ends with a server that gives the same page again and again. */
const mostItems = 1_000_000;

type Section = { key: string; type: string; location: string };
type Wanted = Pick<PlayerUpdate, "path" | "entityType">;
type Item = { ratingKey: string; showKey: string | undefined; files: string[] };

export function plexClient(address: PlayerAddress, options: OpenOptions): PlayerClient {
  const headers = { "x-plex-token": address.secret ?? "", accept: "application/json" };
  const player = httpPlayer(address, { ...options, headers });
  return {
    connect: async () => {
      const { friendlyName, version } = (await player.read({ path: "/" }, root)).MediaContainer;
      return { name: friendlyName, version };
    },
    isPlaying: async () => (await player.read({ path: "/status/sessions" }, playing)).MediaContainer.size > 0,
    notify: (updates) => notify(player, address.name, updates),
    findPath: (path) => findPath(player, path),
    close: () => {},
  };
}

/** Known items are read again one by one; folders with new and removed ones are scanned, each once. */
async function notify(player: HttpPlayer, name: string, updates: readonly PlayerUpdate[]): Promise<UpdateOutcome[]> {
  const sections = await listSections(player);
  const outcomes: UpdateOutcome[] = [];
  const keys = new Set<string>();
  const scans = new Map<string, { section: Section; folder: string }>();
  const lists = new Map<string, Item[]>();
  for (const update of updates) {
    const { updateId, path, change } = update;
    const own = sectionsOf(sections, update);
    for (const section of own) {
      const items = lists.get(section.key) ?? (await listItems(player, section));
      lists.set(section.key, items);
      const known = change === "changed" ? keysOf(items, update) : [];
      for (const key of known) keys.add(key);
      const folder = scannedFolder(section, update);
      if (known.length === 0) scans.set(`${section.key} ${folder}`, { section, folder });
    }
    const isLost = own.length === 0 && change === "changed";
    outcomes.push(isLost ? { updateId, kind: "failed", reason: noSection(name, path) } : { updateId, kind: "sent" });
  }
  for (const key of keys) {
    await player.send({ path: `/library/metadata/${encodeURIComponent(key)}/refresh`, method: "PUT" });
  }
  for (const { section, folder } of scans.values()) {
    await player.send({
      path: `/library/sections/${encodeURIComponent(section.key)}/refresh`,
      query: { path: folder },
    });
  }
  return outcomes;
}

const noSection = (name: string, path: string) =>
  `${name} has no library that holds ${path}. Check the folders of the player in Settings, Players.`;

/** Libraries may share folders: all that hold the path, of films or of series as it is one; else whatever holds it. */
function sectionsOf(sections: readonly Section[], { path, entityType }: Wanted): Section[] {
  const holding = sections.filter(({ location }) => isBelow(location, path));
  const fitting = holding.filter(({ type }) => type === (entityType === "movie" ? "movie" : "show"));
  return fitting.length > 0 ? fitting : holding;
}

/** Plex scans folders that exist: of what was removed the one above. Never above the section's own folder. */
function scannedFolder(section: Section, update: Pick<PlayerUpdate, "path" | "entityType" | "change">): string {
  const own = update.entityType === "series" ? trimEnd(update.path) : trimEnd(folderOf(update.path));
  const folder = update.change === "removed" ? trimEnd(folderOf(own)) : own;
  return isBelow(section.location, folder) ? folder : trimEnd(section.location);
}

/** Those of films and of series. */
async function listSections(player: HttpPlayer): Promise<Section[]> {
  const { MediaContainer } = await player.read({ path: "/library/sections" }, sectionList);
  const own = MediaContainer.Directory.filter(({ type }) => type === "movie" || type === "show");
  return own.flatMap(({ key, type, Location }) => Location.map(({ path }) => ({ key, type, location: path })));
}

async function listItems(player: HttpPlayer, { key, type }: Section): Promise<Item[]> {
  const found: Item[] = [];
  for (let start = 0; ; start += pageSize) {
    const page = await player.read(
      {
        path: `/library/sections/${encodeURIComponent(key)}/all`,
        query: { type: type === "show" ? typeNumbers.episode : typeNumbers.movie },
        headers: { "x-plex-container-start": String(start), "x-plex-container-size": String(pageSize) },
      },
      itemList,
    );
    const { Metadata } = page.MediaContainer;
    found.push(
      ...Metadata.map(({ ratingKey, grandparentRatingKey, Media }) => ({
        ratingKey,
        showKey: grandparentRatingKey,
        files: Media.flatMap(({ Part }) => Part.flatMap(({ file }) => file ?? [])),
      })),
    );
    if (Metadata.length !== pageSize || start > mostItems) return found;
  }
}

/** A series is known by its episodes: Plex lists no folder of it. */
function keysOf(items: readonly Item[], { path, entityType }: Wanted): string[] {
  if (entityType !== "series") return items.filter(({ files }) => files.includes(path)).map((item) => item.ratingKey);
  const own = items.filter(({ files }) => files.some((file) => isBelow(path, file)));
  return [...new Set(own.flatMap(({ showKey }) => showKey ?? []))];
}

async function findPath(player: HttpPlayer, path: string): Promise<PathKnown> {
  const holding = (await listSections(player)).filter(({ location }) => isBelow(location, path));
  const kinds = ["movie", "series"] as const;
  for (const section of holding) {
    const items = await listItems(player, section);
    if (kinds.some((entityType) => keysOf(items, { path, entityType }).length > 0)) return "item";
  }
  return holding.length > 0 ? "source" : "unknown";
}
