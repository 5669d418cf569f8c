/** How much one slice looks at, at most: a library of any size never keeps a worker for longer than that takes. */
export type SliceLimits = { items: number; files: number; bytes: number; pages: number };

/** Some seconds on a slow disk. */
export const sliceLimits: SliceLimits = { items: 200, files: 1000, bytes: 256 * 1024 * 1024, pages: 20 };

/** Films and series, files of ours in the library, files of the cache, videos and subtitles, bytes read, pages of rows. */
export type Looked = { items: number; files: number; cache: number; media: number; bytes: number; pages: number };

/** What is left of a slice. The first thing of a slice is always looked at, however large. */
export type Budget = {
  looked: Looked;
  spend(what: Partial<Looked>): void;
  isSpent(): boolean;
};

export function newBudget(limits: SliceLimits): Budget {
  const looked: Looked = { items: 0, files: 0, cache: 0, media: 0, bytes: 0, pages: 0 };
  return {
    looked,
    spend: (what) => {
      looked.items += what.items ?? 0;
      looked.files += what.files ?? 0;
      looked.cache += what.cache ?? 0;
      looked.media += what.media ?? 0;
      looked.bytes += what.bytes ?? 0;
      looked.pages += what.pages ?? 0;
    },
    isSpent: () =>
      looked.items >= limits.items ||
      looked.files + looked.cache >= limits.files ||
      looked.bytes >= limits.bytes ||
      looked.pages >= limits.pages,
  };
}
