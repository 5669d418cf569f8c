import { emptyEntity, type NfoEntity, type NfoKind } from "#lib/files/nfo/types.ts";

/** What an NFO said so far, for what Metarr has no column for. */
export type Before = NfoEntity | undefined;

type Field = keyof NfoEntity;
type PublishedKind = Exclude<NfoKind, "url">;

const shared = ["title", "plot", "uniqueIds"] as const;
const locks = ["lockData", "lockedFields"] as const;
const work = [
  ...shared,
  ...locks,
  "originalTitle",
  "sortTitle",
  "year",
  "premiered",
  "outline",
  "tagline",
  "runtimeMinutes",
  "mpaa",
  "userRating",
  "ratings",
  "genres",
  "countries",
  "studios",
  "tags",
  "actors",
] as const;

/**
 * What Metarr holds of each kind: it is written as Metarr has it, also where it is empty, because somebody may have cleared
 * it. Every field that does not stand here comes back as the file said it.
 */
export const ownedFields = {
  movie: [...work, "directors", "writers", "collection", "trailer", "streams"],
  tvshow: [...work, "showTitle", "status", "namedSeasons"],
  season: [...shared, ...locks, "season", "premiered", "year"],
  episode: [
    ...shared,
    ...locks,
    "showTitle",
    "season",
    "episode",
    "displaySeason",
    "displayEpisode",
    "aired",
    "runtimeMinutes",
    "userRating",
    "ratings",
    "directors",
    "writers",
    "actors",
    "streams",
  ],
  set: shared,
} as const satisfies Record<PublishedKind, readonly Field[]>;

type Owned<K extends PublishedKind> = Pick<NfoEntity, (typeof ownedFields)[K][number]>;

/** What an NFO shall say: what Metarr holds, and for everything else what it said before. */
export function entityOf<K extends PublishedKind>(kind: K, before: Before, owned: Owned<K>): NfoEntity {
  const entity: NfoEntity = { ...emptyEntity, ...before, ...owned };
  const isOwned = (field: Field) => ownedFields[kind].some((name) => name === field);
  return { ...entity, ...followDays(entity, { before, isOwned }) };
}

export const yearOf = (day: string | null): number | null => (day === null ? null : Number(day.slice(0, 4)));

/**
 * Programs write one day as `premiered`, `aired` and `year`. What said the same as the day that Metarr holds follows it; what
 * said something of its own stays. A year that nobody holds is that of `premiered`, as players read it.
 */
function followDays(
  entity: NfoEntity,
  { before, isOwned }: { before: Before; isOwned: (field: Field) => boolean },
): Pick<NfoEntity, "premiered" | "aired" | "year"> {
  const { premiered, aired, year } = entity;
  if (isOwned("premiered") === isOwned("aired")) return { premiered, aired, year };
  const [held, other] = isOwned("premiered") ? (["premiered", "aired"] as const) : (["aired", "premiered"] as const);
  const said = before?.[held] ?? null;
  const follows = said !== null && said === before?.[other];
  const days = { premiered, aired, [other]: follows ? entity[held] : entity[other] };
  if (isOwned("year")) return { ...days, year };
  const isSameYear = said !== null && year === yearOf(said);
  return { ...days, year: yearOf(days.premiered) ?? (isSameYear ? yearOf(entity[held]) : year) };
}
