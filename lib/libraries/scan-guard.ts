import { AppError } from "#lib/errors.ts";
import { checkRoot, type RootFacts } from "#lib/files/walk.ts";

/** What the last good scan knew of a root. */
export type KnownRoot = {
  path: string;
  device: string | null;
  knownFilms: number;
  /** A person said that the root is right as it is now. */
  isConfirmed: boolean;
};

/** Fewer missing films than this are never taken for a lost disk. */
const minMissing = 20;
const maxMissingShare = 0.1;

/**
 * Looks at a root before anything is read. An unmounted disk reads as an empty folder, so a root that held films and is
 * empty now, or lies on another device, is offline: throws AppError offline, and nothing is changed (R6).
 */
export async function checkRootIsThere(known: KnownRoot): Promise<RootFacts> {
  const facts = await checkRoot(known.path).catch((cause: unknown) => {
    throw cause instanceof AppError && known.knownFilms > 0 ? offline(known.path, `${cause.message}`, cause) : cause;
  });
  if (known.knownFilms === 0 || known.isConfirmed) return facts;
  if (facts.isEmpty) {
    throw offline(
      known.path,
      `${known.path} is empty, but held ${known.knownFilms} films. Connect its disk, or scan again and confirm that they are gone.`,
    );
  }
  if (known.device !== null && known.device !== String(facts.device)) {
    throw offline(
      known.path,
      `${known.path} lies on another disk than at the last scan. Connect the disk, or scan again and confirm that this is the right one.`,
    );
  }
  return facts;
}

/** After the walk: throws offline when more films are missing than people remove between two scans. */
export function checkMissingShare(params: { path: string; known: number; missing: number }): void {
  const { path, known, missing } = params;
  if (missing < minMissing || missing <= known * maxMissingShare) return;
  throw offline(
    path,
    `${missing} of ${known} films are missing in ${path}. Nothing was marked. Check the disk, or scan again and confirm that they are gone.`,
  );
}

function offline(path: string, message: string, cause?: unknown): AppError {
  return new AppError("offline", message, { cause, details: { path } });
}
