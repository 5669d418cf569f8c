import { kindOfNfo, type PublishKind } from "#lib/publish/vocabulary.ts";
import { type KindNames, labelOfKind } from "./kind-label.ts";
import type { PlanStep } from "./plan-steps.ts";

/** A step as the page shows it. */
export type ShownStep = Omit<PlanStep, "cacheFileId"> & { label: string };
export type StepGroup = { key: string; label: string; steps: ShownStep[] };

/** What a film or series is made of, for telling where a step belongs. */
export type UnitParts = KindNames & {
  /** Its steps stand together. */
  isFilm: boolean;
  /** The season of an episode, by its id. */
  seasons: ReadonlyMap<number, number>;
  /** Which episodes an NFO tells of, and of which season, by its path. */
  nfos: ReadonlyMap<string, { season: number; code: string | null }>;
};

const everything: Omit<StepGroup, "steps"> = { key: "all", label: "Files" };
const ofShow: Omit<StepGroup, "steps"> = { key: "show", label: "Series" };
const ofPeople: Omit<StepGroup, "steps"> = { key: "people", label: "People" };

/** Of a film: all in one. Of a series: what is of the whole, people, and each season with its episodes, in this order. */
export function groupSteps(steps: readonly PlanStep[], parts: UnitParts): StepGroup[] {
  const groups = new Map<string, StepGroup & { rank: number }>();
  for (const { cacheFileId: _, ...step } of steps) {
    const { rank, ...head } = parts.isFilm ? { ...everything, rank: 0 } : groupOf(step, parts);
    const group = groups.get(head.key) ?? { ...head, rank, steps: [] };
    group.steps.push({ ...step, label: labelOf(step, parts) });
    groups.set(head.key, group);
  }
  return [...groups.values()].toSorted((a, b) => a.rank - b.rank).map(({ rank: _, ...group }) => group);
}

type Placed = Pick<PlanStep, "kind" | "path">;

function groupOf({ kind, path }: Placed, parts: UnitParts): Omit<StepGroup, "steps"> & { rank: number } {
  if (kind.startsWith("person.")) return { ...ofPeople, rank: -1 };
  const season = seasonOf({ kind, path }, parts);
  if (season === undefined) return { ...ofShow, rank: -2 };
  const label = season === 0 ? "Specials" : `Season ${season}`;
  // Specials come last, as in the strip of seasons.
  return { key: `season-${season}`, label, rank: season === 0 ? Number.MAX_SAFE_INTEGER : season };
}

function seasonOf({ kind, path }: Placed, { seasons, nfos }: UnitParts): number | undefined {
  if (kind === kindOfNfo) return nfos.get(path)?.season;
  const [part, which] = kind.split(".");
  const number = Number(which);
  if (part === "episode") return seasons.get(number);
  return part === "season" && Number.isInteger(number) ? number : undefined;
}

/** The label of a kind; an NFO of an episode or season says of which. */
function labelOf({ kind, path }: Placed, parts: UnitParts): string {
  const label = labelOfKind(kind, parts);
  const nfo = kind === kindOfNfo ? parts.nfos.get(path) : undefined;
  if (!nfo) return label;
  return `${label} of ${nfo.code ?? (nfo.season === 0 ? "the specials" : `season ${nfo.season}`)}`;
}

/** The label of a file, such as one about which a person decides. */
export const labelOfFile = (file: { kind: PublishKind; path: string }, parts: UnitParts): string =>
  labelOf(file, parts);
