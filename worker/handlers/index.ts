import type { Handlers } from "../handler.ts";

/** The handler of every job. */
export const handlers = {} satisfies Partial<Handlers>;
