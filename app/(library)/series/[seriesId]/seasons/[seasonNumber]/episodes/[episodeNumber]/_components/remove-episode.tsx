"use client";

import { useRouter } from "next/navigation";
import { RemoveControl } from "../../../../../../../_components/remove-control.tsx";
import type { Removal } from "../../../../../../../_components/remove-dialog.tsx";
import { showCache } from "../../../../../../_components/show-cache.ts";
import { codeOf, episodeHref, titleOf } from "../../../../../_components/names.ts";
import type { EpisodePageData } from "../queries.ts";

type Page = Pick<EpisodePageData, "episode" | "alsoInFile" | "mayDeleteFiles">;
type RemoveEpisodeProps = {
  seriesId: number;
  page: Page;
  /** Where to go afterwards. */
  backHref: string;
};

/** Asks, removes the episode and leads back. Taken back, it leads to the episode again. */
export function RemoveEpisode({ seriesId, page, backHref }: RemoveEpisodeProps) {
  const { episode, alsoInFile, mayDeleteFiles } = page;
  const router = useRouter();
  const lead = (href: string) => {
    showCache.refresh([seriesId]);
    router.push(href);
    // What stands above the tabs counts episodes.
    router.refresh();
  };
  return (
    <RemoveControl
      label="Remove episode"
      removal={removalOf({ episode, alsoInFile })}
      mayDeleteFiles={mayDeleteFiles}
      onRemoved={() => lead(backHref)}
      onRestored={() => lead(episodeHref(seriesId, episode))}
    />
  );
}

/** Episodes in one file go together, so all of them are asked about. */
function removalOf({ episode, alsoInFile }: Pick<Page, "episode" | "alsoInFile">): Removal {
  return {
    kind: "episode",
    ids: [episode, ...alsoInFile].map(({ episodeId }) => episodeId),
    name: `${codeOf(episode)} ${titleOf(episode)}`,
    isMissing: episode.missingAt !== null,
  };
}
