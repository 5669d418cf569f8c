import { z } from "zod";

/** A credit as any kind of history keeps it: NFO files give bare names, first casts no roles. */
const keptCredit = z.object({
  name: z.string(),
  actorId: z.int().optional(),
  role: z.string().nullable().optional(),
  roleLocked: z.boolean().optional(),
  removed: z.boolean().default(false),
  placeLocked: z.boolean().optional(),
});
type Kept = z.output<typeof keptCredit>;
const keptCast = z.array(z.union([keptCredit, z.string().transform((name) => keptCredit.parse({ name }))]));

const readCast = (value: unknown): Kept[] | undefined => keptCast.safeParse(value).data;

/** The first names of a cast, without those who were taken out. */
export function namesOfCast(value: unknown): string {
  const shown = (readCast(value) ?? []).filter(({ removed }) => !removed).map(({ name }) => name);
  return shown.length === 0 ? "none" : listSome(shown, 4);
}

/**
 * What makes the second cast of the first: who came, went and was restored, whose role changed, and how the order did.
 * Locks are told where nothing else changed: most changes bring them. Undefined where there are not two casts.
 */
export function describeCastChange(before: unknown, after: unknown): string | undefined {
  const [was, is] = [readCast(before), readCast(after)];
  if (was === undefined || is === undefined) return undefined;
  const said = [...describePeople(was, is), ...describeRoles(was, is), ...describeOrder(was, is)];
  const locks = said.length === 0 ? describeLocks(was, is) : [];
  const told = [...said, ...locks];
  return told.length === 0 ? "Nobody came, went or moved" : told.join(" · ");
}

/** Up to this many people are named of each kind of change. */
const named = 3;

const keyOf = ({ actorId, name }: Kept): string => (actorId === undefined ? name : `#${actorId}`);
const byKey = (cast: readonly Kept[]) => new Map(cast.map((credit) => [keyOf(credit), credit]));

function describePeople(was: readonly Kept[], is: readonly Kept[]): string[] {
  const [then, now] = [byKey(was), byKey(is)];
  const come = is.filter((credit) => !credit.removed && then.get(keyOf(credit))?.removed !== false);
  const added = come.filter((credit) => !then.has(keyOf(credit)));
  const restored = come.filter((credit) => then.has(keyOf(credit)));
  const gone = was.filter((credit) => !credit.removed && now.get(keyOf(credit))?.removed !== false);
  return [
    ...say("Added", added.map(nameOf)),
    ...say("Restored", restored.map(nameOf)),
    ...say("Removed", gone.map(nameOf)),
  ];
}

/** Those who are shown both before and after, as they were and as they are, in the order they have now. */
function pairsOf(was: readonly Kept[], is: readonly Kept[]): { from: Kept; to: Kept }[] {
  const then = byKey(was.filter(({ removed }) => !removed));
  return is.flatMap((to) => {
    const from = to.removed ? undefined : then.get(keyOf(to));
    return from === undefined ? [] : [{ from, to }];
  });
}

function describeRoles(was: readonly Kept[], is: readonly Kept[]): string[] {
  const changed = pairsOf(was, is).filter(
    ({ from, to }) => from.role !== undefined && to.role !== undefined && (from.role ?? "") !== (to.role ?? ""),
  );
  const [first] = changed;
  if (first && changed.length === 1) return [`Role of ${first.to.name}: ${fromTo(first.from, first.to)}`];
  return say(
    "Roles",
    changed.map(({ from, to }) => `${to.name} ${fromTo(from, to)}`),
  );
}

const fromTo = (from: Kept, to: Kept): string => `from ${roleOf(from)} to ${roleOf(to)}`;
/** A role may be as long as a page is wide. */
const roleMaxChars = 60;
function roleOf({ role }: Kept): string {
  if (!role) return "none";
  const chars = [...role];
  return `“${chars.length > roleMaxChars ? `${chars.slice(0, roleMaxChars).join("").trimEnd()}…` : role}”`;
}

function describeOrder(was: readonly Kept[], is: readonly Kept[]): string[] {
  const pairs = pairsOf(was, is);
  const now = pairs.map(({ to }) => keyOf(to));
  const stayed = new Set(now);
  const then = was.map(keyOf).filter((key) => stayed.has(key));
  const first = then.findIndex((key, index) => key !== now[index]);
  if (first === -1) return [];
  const last = then.findLastIndex((key, index) => key !== now[index]);
  // Of two neighbours that changed places, the one that moved up is named.
  const moved = [
    { from: last, to: first },
    { from: first, to: last },
  ].find(({ from, to }) => move(then, from, to).every((key, index) => key === now[index]));
  const who = moved && pairs[moved.to]?.to;
  if (who === undefined) return ["Order changed"];
  const placeIn = (cast: readonly Kept[]) =>
    cast.filter(({ removed }) => !removed).findIndex((credit) => keyOf(credit) === keyOf(who)) + 1;
  const [from, to] = [placeIn(was), placeIn(is)];
  return [from === to ? "Order changed" : `${who.name} moved from place ${from} to ${to}`];
}

const move = (keys: readonly string[], from: number, to: number): string[] => {
  const others = keys.toSpliced(from, 1);
  return others.toSpliced(to, 0, ...keys.slice(from, from + 1));
};

function describeLocks(was: readonly Kept[], is: readonly Kept[]): string[] {
  const pairs = pairsOf(was, is);
  const turned = (locked: boolean) =>
    pairs.filter(({ from, to }) => from.roleLocked === !locked && to.roleLocked === locked).map(({ to }) => nameOf(to));
  const order = pairs.find(({ from, to }) => from.placeLocked === !to.placeLocked)?.to.placeLocked;
  return [
    ...say("Roles locked", turned(true)),
    ...say("Roles unlocked", turned(false)),
    ...(order === undefined ? [] : [order ? "Order locked" : "Order unlocked"]),
  ];
}

const nameOf = ({ name }: Kept): string => name;

const say = (what: string, entries: readonly string[]): string[] =>
  entries.length === 0 ? [] : [`${what}: ${listSome(entries, named)}`];

function listSome(entries: readonly string[], shown: number): string {
  const rest = entries.length - shown;
  return `${entries.slice(0, shown).join(", ")}${rest > 0 ? ` and ${rest.toLocaleString("en")} more` : ""}`;
}
