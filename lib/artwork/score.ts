import {
  type ArtworkType,
  artworkFacts,
  defaultProviderOrder,
  nameOfProvider,
  ownSources,
  type ScoreBreakdown,
  type ScorePart,
  scoreWeights,
} from "./vocabulary.ts";

/** What is known of a picture before or after it was downloaded. */
export type ScoreInput = {
  assetType: ArtworkType;
  provider: string;
  width: number | null;
  height: number | null;
  /** ISO 639-1; null = no text on it. */
  language: string | null;
  /** 0 to 10. */
  voteAverage: number | null;
  voteCount: number | null;
  likes: number | null;
};

export type ScoreContext = {
  libraryLanguage: string;
  /** Of the film; null when unknown. */
  originalLanguage: string | null;
  /** Language orders that differ from artworkFacts. */
  languages?: Partial<Record<ArtworkType, readonly string[]>>;
  /** Best first. */
  providers?: readonly string[];
  /** The same for single types, where nothing is said for all. Those left out come behind, in their usual order. */
  providersOf?: Readonly<Record<string, readonly string[]>>;
};

export type Score = { score: number; breakdown: ScoreBreakdown };

/**
 * How good a picture is, 0 to 100, with the reason of every part.
 * A size that is not known yet earns 18 of the 30 points for resolution, and the same share of those for its shape.
 */
export function scoreCandidate(input: ScoreInput, context: ScoreContext): Score {
  const breakdown: ScoreBreakdown = {
    resolution: scoreResolution(input),
    aspect: scoreAspect(input),
    language: scoreLanguage(input, context),
    votes: scoreVotes(input),
    provider: scoreProvider(input, context),
  };
  const sum = Object.values(breakdown).reduce((total, part) => total + part.points, 0);
  return { score: round(sum), breakdown };
}

/** Best first. Ties go to the picture with more votes, then to the older row, so that the order never changes by itself. */
export function compareScored(a: Ranked, b: Ranked): number {
  return (b.score ?? 0) - (a.score ?? 0) || votesOf(b) - votesOf(a) || a.id - b.id;
}
export type Ranked = { id: number; score: number | null; voteCount: number | null; likes: number | null };

const votesOf = (input: { voteCount: number | null; likes: number | null }) =>
  (input.voteCount ?? 0) + (input.likes ?? 0);
const round = (points: number) => Math.round(points * 100) / 100;
const share = (of: number, part: number, reason: string): ScorePart => ({ points: round(of * part), of, reason });
const unknownShare = 0.6;

type Size = { width: number; height: number };

function sizeOf({ width, height }: ScoreInput): Size | undefined {
  return width !== null && height !== null && width > 0 && height > 0 ? { width, height } : undefined;
}

function scoreResolution(input: ScoreInput): ScorePart {
  const of = scoreWeights.resolution;
  const size = sizeOf(input);
  if (!size) return share(of, unknownShare, "The size is not known until it is downloaded");
  const { ideal } = artworkFacts[input.assetType];
  const part = Math.min(1, size.width / ideal.width, size.height / ideal.height);
  const pixels = `${size.width} × ${size.height}`;
  return share(of, part, part === 1 ? `${pixels}, sharp enough` : `${pixels} of ${ideal.width} × ${ideal.height}`);
}

const fullWithin = 0.02;
const noneBeyond = 0.1;

function scoreAspect(input: ScoreInput): ScorePart {
  const of = scoreWeights.aspect;
  const size = sizeOf(input);
  if (!size) return share(of, unknownShare, "The shape is not known until it is downloaded");
  const { ideal } = artworkFacts[input.assetType];
  const ratio = size.width / size.height / (ideal.width / ideal.height);
  const deviation = Math.max(ratio, 1 / ratio) - 1;
  const part = Math.min(1, Math.max(0, (noneBeyond - deviation) / (noneBeyond - fullWithin)));
  const percent = `${(deviation * 100).toFixed(deviation < 0.1 ? 1 : 0)} %`;
  if (part === 1) return share(of, 1, "The right shape");
  return share(of, part, `${percent} ${ratio > 1 ? "wider" : "narrower"} than this type should be`);
}

const languageStep = 0.25;

function scoreLanguage(input: ScoreInput, context: ScoreContext): ScorePart {
  const of = scoreWeights.language;
  if (isOwn(input.provider)) return share(of, 1, "Your own picture");
  const order = languageOrder(input.assetType, context);
  const place = order.indexOf(input.language ?? "textless");
  const name = input.language === null ? "No text on it" : `Language ${input.language}`;
  if (place === -1) return share(of, 0, `${name}: not among the wanted languages`);
  return share(of, Math.max(0, 1 - place * languageStep), `${name}: choice ${place + 1} of ${order.length}`);
}

/** The wanted languages with `library` and `original` filled in, each once. */
export function languageOrder(type: ArtworkType, context: ScoreContext): string[] {
  const wanted = context.languages?.[type] ?? artworkFacts[type].languages;
  const filled = wanted.map((word) => {
    if (word === "library") return context.libraryLanguage;
    return word === "original" ? context.originalLanguage : word;
  });
  return [...new Set(filled.filter((word) => word !== null))];
}

/** With few votes the mean is pulled towards the middle, as if this many people had said so. */
const priorVotes = 10;
const priorMean = 5;
/** A like is a vote for the best. */
const likeValue = 10;

function scoreVotes(input: ScoreInput): ScorePart {
  const of = scoreWeights.votes;
  const votes = Math.max(0, input.voteCount ?? 0);
  const likes = Math.max(0, input.likes ?? 0);
  const mean = Math.min(10, Math.max(0, input.voteAverage ?? priorMean));
  const count = votes + likes;
  const shrunk = (priorVotes * priorMean + votes * mean + likes * likeValue) / (priorVotes + count);
  if (count === 0) return share(of, shrunk / 10, "No votes yet");
  const given = [votes > 0 && `${mean.toFixed(1)} from ${votes} votes`, likes > 0 && `${likes} likes`];
  return share(of, shrunk / 10, given.filter(Boolean).join(", "));
}

function scoreProvider(input: ScoreInput, context: ScoreContext): ScorePart {
  const of = scoreWeights.provider;
  if (isOwn(input.provider)) return share(of, 1, "Your own picture");
  const order = context.providers ?? [
    ...new Set([...(context.providersOf?.[input.assetType] ?? []), ...defaultProviderOrder]),
  ];
  const place = order.indexOf(input.provider);
  const name = nameOfProvider(input.provider);
  if (place === -1) return share(of, 0, `${name}, not in the order of providers`);
  const rank = ranks[place] ?? `number ${place + 1}`;
  return share(of, 1 - place / order.length, `${name}, ${rank} of ${order.length} providers`);
}

const ranks: readonly string[] = ["first", "second", "third", "fourth", "fifth"];

export function isOwn(provider: string): boolean {
  return ownSources.some((source) => source === provider);
}
