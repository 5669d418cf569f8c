import { eq, inArray } from "drizzle-orm";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { cacheImageFiles, libraries, libraryImageFiles } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { listJobs } from "#lib/jobs/queries.ts";
import { planUnit } from "#lib/publish/plan-unit.ts";
import { isPlanEmpty, profileLabels, trailerKind } from "#lib/publish/vocabulary.ts";
import { getFilm } from "../queries.ts";
import { type Sign, stepsOf } from "./_components/plan-steps.ts";

/** What publishing would do, read from the disk now. A reason instead when it cannot be said. */
export async function getPublishPreview(movieId: number) {
  await requireUser("editor");
  const db = getDb();
  const { movie } = await getFilm(movieId);
  const [[library], { jobs }] = await Promise.all([
    db.select({ profile: libraries.profile }).from(libraries).where(eq(libraries.id, movie.libraryId)),
    listJobs(db, { type: "movie.publish", entity: { entityType: "movie", entityId: movieId }, limit: 1 }),
  ]);
  const [job] = jobs;
  const head = {
    movieId,
    profile: library ? profileLabels[library.profile] : "",
    publishedAt: movie.lastPublishedAt,
    isIdentified: movie.tmdbId !== null,
    job: job ? { jobId: job.jobId, status: job.status, percent: job.progress, error: job.error } : null,
  };
  try {
    const { plan, nfos, toDecide } = await planUnit(db, { entityType: "movie", entityId: movieId });
    const [nfo] = nfos;
    const steps = stepsOf(plan, { open: new Set(toDecide.map(({ path }) => path)) });
    const before = nfo?.diff.filter(({ kind }) => kind !== "added").map(({ text }) => text) ?? [];
    const after = nfo?.diff.filter(({ kind }) => kind !== "removed").map(({ text }) => text) ?? [];
    return {
      ...head,
      problem: null,
      folder: folderOf(nfo?.path ?? movie.filePath),
      steps,
      pictures: await listPictures(steps),
      problems: plan.problems,
      isEmpty: isPlanEmpty(plan),
      toDecide,
      // The path says which file it is; the texts are as they are and will be.
      nfo: nfo
        ? { path: nfo.path, before: before.length > 0 ? before.join("\n") : null, after: after.join("\n") }
        : null,
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...head, problem: error.message };
  }
}

export type PublishPreview = Awaited<ReturnType<typeof getPublishPreview>>;
export type PicturePair = Awaited<ReturnType<typeof listPictures>>[number];

const isWritten = (sign: Sign) => sign === "write" || sign === "change";
const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/"));

/**
 * Pictures that are written, with what lies under the same name now, where that is one Metarr wrote and nobody touched.
 * A renamed picture stays the same picture, so it is not among them.
 */
async function listPictures(steps: ReturnType<typeof stepsOf>) {
  const db = getDb();
  const isPicture = (kind: string) => kind !== trailerKind;
  const written = steps.filter(
    ({ sign, kind, cacheFileId }) => isWritten(sign) && isPicture(kind) && cacheFileId !== null,
  );
  if (written.length === 0) return [];
  const paths = written.map(({ path }) => path);
  const shown = { hash: cacheImageFiles.fileHash, thumbhash: cacheImageFiles.thumbhash };
  const size = { width: cacheImageFiles.width, height: cacheImageFiles.height };
  const [after, before] = await Promise.all([
    db
      .select({ id: cacheImageFiles.id, ...shown, ...size })
      .from(cacheImageFiles)
      .where(
        inArray(
          cacheImageFiles.id,
          written.map(({ cacheFileId }) => cacheFileId ?? 0),
        ),
      ),
    db
      .select({ path: libraryImageFiles.filePath, ...shown })
      .from(libraryImageFiles)
      .innerJoin(cacheImageFiles, eq(cacheImageFiles.id, libraryImageFiles.cacheFileId))
      .where(inArray(libraryImageFiles.filePath, paths)),
  ]);
  return written.flatMap(({ path, kind, sign, cacheFileId }) => {
    const next = after.find(({ id }) => id === cacheFileId);
    if (!next) return [];
    const isForeign = steps.some((step) => step.sign === "recycle" && step.path === path);
    const old = sign === "change" && !isForeign ? (before.find((each) => each.path === path) ?? null) : null;
    const missing = isForeign ? ("foreign" as const) : ("none" as const);
    return [{ path, kind, after: next, before: old && { hash: old.hash, thumbhash: old.thumbhash }, missing }];
  });
}
