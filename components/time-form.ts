/**
 * One form of time wherever an exact one is shown: 24 hours, as in the words of schedules. The names of days and months
 * and their order are those of the person's language.
 */
export const timeForm = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** A day beside it. */
export const dayForm = { day: "numeric", month: "short", year: "numeric" } as const;
