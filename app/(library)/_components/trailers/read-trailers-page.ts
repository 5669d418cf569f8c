import { requireUser } from "#app/_server/require-user.ts";
import type { Db } from "#db/client.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { listTrailers, type ShownTrailer } from "#lib/trailers/list-trailers.ts";
import { getTrailerOwner, settingsOf, type TrailerChooser } from "#lib/trailers/owners.ts";
import { readYtdlpStatus } from "#lib/trailers/ytdlp-status.ts";

/** What the page of trailers shows of a film or series. */
export async function readTrailersPage(db: Db, { owner, mayEdit }: { owner: TrailerChooser; mayEdit: boolean }) {
  await requireUser();
  const [shown, state, settings, ytdlp] = await Promise.all([
    listTrailers(db, owner),
    getTrailerOwner(db, owner),
    readSettings(db),
    readYtdlpStatus(db),
  ]);
  return {
    owner,
    mayEdit,
    isLocked: shown.isLocked,
    isAutomatic: settingsOf(settings, state).enabled,
    hasOwn: state.hasOwnTrailer,
    trailers: mayEdit ? shown.trailers : shown.trailers.map(forViewer),
    notice: mayEdit ? (ytdlp?.notice ?? null) : null,
  };
}

export type TrailersPageData = Awaited<ReturnType<typeof readTrailersPage>>;

const open = ["www.youtube.com", "vimeo.com"];

/** Why a download failed may name files, and the address of a file may hold a key. */
const forViewer = (trailer: ShownTrailer): ShownTrailer => ({
  ...trailer,
  failure: null,
  url: open.includes(URL.parse(trailer.url ?? "")?.host ?? "") ? trailer.url : null,
});
