import { type Hashes, mayBeSame } from "./near-duplicates.ts";
import { compareScored, isOwn, type Ranked } from "./score.ts";
import { publishedFormats } from "./vocabulary.ts";

/** What is known of a candidate once its picture was decoded. */
export type Picture = Hashes & { format: string };

export type Choosable = Ranked & {
  provider: string;
  /** Of a picture beside the media: the place its name gives it, from 1. */
  providerId?: string | null;
  /** Null: not downloaded yet. */
  picture: Picture | null;
};

export type Verified<C> = { candidate: C } | { failed: true };

export type Choice<C> = {
  /** In the order of their rank. */
  chosen: C[];
  /** Everything that was downloaded and measured on the way. */
  verified: C[];
};

/**
 * Chooses up to `limit` pictures of one type: first those that a person locked, then from the top, each verified first,
 * without those that are the same as one chosen before; `isSame` decides about two whose hashes are near. Verifying may
 * change a score (a size that was not known, or not true), so the next best is looked for again afterwards. `ownFirst`:
 * pictures found beside the media or brought by a person come before those of providers; else they come last. Those
 * beside the media stand in the order of their names.
 */
export async function chooseArtwork<C extends Choosable>(
  candidates: readonly C[],
  options: {
    limit: number;
    ownFirst: boolean;
    /** Chosen ones that a person locked, by rank: they stay, whatever else there is. */
    locked: readonly C[];
    verify: (candidate: C) => Promise<Verified<C>>;
    isSame: (a: C, b: C) => Promise<boolean>;
  },
): Promise<Choice<C>> {
  const { limit, verify } = options;
  const direction = options.ownFirst ? 1 : -1;
  const compare = (a: C, b: C) =>
    direction * (standing(b) - standing(a)) || placeByName(a) - placeByName(b) || compareScored(a, b);
  const waiting = candidates.filter((each) => !options.locked.includes(each));
  const choice: Choice<C> = { chosen: options.locked.slice(0, limit), verified: [] };
  while (choice.chosen.length < limit) {
    const best = waiting.toSorted(compare)[0];
    if (!best) break;
    waiting.splice(waiting.indexOf(best), 1);
    if (best.picture) {
      if (await isWelcome(best, choice.chosen, options.isSame)) choice.chosen.push(best);
      continue;
    }
    const result = await verify(best);
    if ("failed" in result) continue;
    choice.verified.push(result.candidate);
    waiting.push(result.candidate);
  }
  return choice;
}

/** A person's own, then what lies beside the media, then what providers offer. */
const standing = ({ provider }: Choosable) => (isOwn(provider) ? (provider === "local" ? 1 : 2) : 0);

/** `fanart` comes before `fanart2`, however good: whoever named them put them in this order. */
const placeByName = ({ provider, providerId }: Choosable) => (provider === "local" ? Number(providerId ?? 1) : 0);

async function isWelcome<C extends Choosable>(
  candidate: C,
  chosen: readonly C[],
  isSame: (a: C, b: C) => Promise<boolean>,
): Promise<boolean> {
  const { picture } = candidate;
  if (!picture || !publishedFormats.some((format) => format === picture.format)) return false;
  for (const other of chosen) {
    if (other.picture && mayBeSame(picture, other.picture) && (await isSame(candidate, other))) return false;
  }
  return true;
}
