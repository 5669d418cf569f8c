/** A file that is still being written is left alone for this long, then looked at again (R12). */
export const settleMs = 30_000;
