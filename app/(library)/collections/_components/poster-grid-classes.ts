/** Posters of a few dozen sets or films: as wide as those of the large lists. */
export const posterGridClasses =
  "grid grid-cols-[repeat(auto-fill,minmax(104px,1fr))] gap-3 md:grid-cols-[repeat(auto-fill,minmax(150px,1fr))] md:gap-5";
