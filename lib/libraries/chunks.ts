export { chunksOf, inChunks } from "#lib/chunks.ts";
