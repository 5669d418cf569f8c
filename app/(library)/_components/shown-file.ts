import type { MediaFile } from "#lib/files/list-media-files.ts";
import { whyMain } from "./why-main.ts";

type Viewer = {
  /** People who may only look get no paths, and no errors, which name files. */
  mayEdit: boolean;
};

/** The files of a film or episode as their page shows them: parts in order, among versions the main one first. */
export function showFiles(all: readonly MediaFile[], { mayEdit, mainPath }: Viewer & { mainPath: string }) {
  const main = all.find(({ path }) => path === mainPath) ?? all[0];
  const place = (file: MediaFile) => (file.partNumber ?? 0) * 2 + Number(file !== main);
  return all
    .toSorted((a, b) => place(a) - place(b) || a.mediaPartId - b.mediaPartId)
    .map((file) => {
      const { path, probeError, probeKey, subtitles, ...shown } = file;
      return {
        ...shown,
        ...showPath(path, { mayEdit }),
        isOneOfSeveral: all.length > 1,
        isMain: file === main && all.length > 1,
        why: file === main ? whyMain(file, all) : undefined,
        isProbed: probeKey !== null,
        error: probeError !== null && !mayEdit ? "An editor can see why." : probeError,
        subtitles: subtitles.filter(({ isExternal }) => !isExternal),
      };
    });
}
export type ShownFile = ReturnType<typeof showFiles>[number];

/** Subtitles in files of their own. `assigned`: files that belong here because a person said so. */
export function showSubtitles(
  all: readonly MediaFile[],
  { mayEdit, assigned = new Set() }: Viewer & { assigned?: ReadonlySet<string> },
) {
  return all.flatMap(({ subtitles }) =>
    subtitles.flatMap(({ isExternal, filePath, ...stream }) =>
      isExternal && filePath !== null
        ? [{ ...stream, ...showPath(filePath, { mayEdit }), isAssigned: assigned.has(filePath) }]
        : [],
    ),
  );
}
export type ShownSubtitle = ReturnType<typeof showSubtitles>[number];

/** Something that lies beside a film or series, under the same rule. */
export const showPath = (path: string, { mayEdit }: Viewer) => ({
  name: path.slice(path.lastIndexOf("/") + 1),
  path: mayEdit ? path : null,
});
