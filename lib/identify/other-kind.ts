import { AppError } from "#lib/errors.ts";

type Kind = "movie" | "series";

/** Where the databases put into an address what it shows. IMDb does not say. */
const addresses = [
  { kind: "movie", pattern: /themoviedb\.org\/movie\/|thetvdb\.com\/(?:dereferrer\/)?movies?\//i },
  { kind: "series", pattern: /themoviedb\.org\/tv\/|thetvdb\.com\/(?:dereferrer\/)?series\/|tvmaze\.com\/shows\//i },
] as const satisfies readonly { kind: Kind; pattern: RegExp }[];

const names = { movie: "a film", series: "a series" } as const satisfies Record<Kind, string>;

/** Whether an address says that it shows a film or a series; undefined for any other text. */
export const kindOfAddress = (text: string): Kind | undefined =>
  addresses.find(({ pattern }) => pattern.test(text))?.kind;

/** A person looks for one kind and gave the address or id of the other. */
export const otherKindError = (given: Kind): AppError =>
  new AppError(
    "invalid",
    `This is ${names[given]}, and here ${names[given === "movie" ? "series" : "movie"]} is looked for.`,
    { field: "text" },
  );
