import type { ClassifiedFilm } from "#lib/files/classify.ts";
import type { NfoEntity, NfoKept } from "#lib/files/nfo/types.ts";
import type { WalkedFile } from "#lib/files/walk.ts";

/** One film as it lies on the disk. Facts only: nothing is decided here. */
export type FoundFilm = ClassifiedFilm;

/** An NFO as it was read, with what tells later whether it changed. */
export type ReadNfo = {
  file: WalkedFile;
  /** SHA-256 of its bytes. */
  hash: string;
  /** Undefined when it says nothing of a film. */
  entity: NfoEntity | undefined;
  kept: NfoKept | undefined;
};

export type FilmReading = { film: FoundFilm; nfo: ReadNfo | undefined };
