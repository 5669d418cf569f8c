/**
 * How Node starts a worker process. V8 lets the space for what was just made grow to 48 MB, and the pictures and streams in
 * hand hang on small objects in it: with 12 MB a worker at the first scan of a library peaks a third lower, as fast
 * (docs/performance.md).
 */
export const workerFlags = ["--max-semi-space-size=4"];
