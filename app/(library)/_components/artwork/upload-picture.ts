import { z } from "zod";
import { type MovieArtworkType, maxImageBytes } from "#lib/artwork/vocabulary.ts";
import type { ArtworkOwner } from "./shown-artwork.ts";

const kinds = { movie: "movies", collection: "collections" } as const;
const done = z.object({ candidateId: z.int() });
const refused = z.object({ message: z.string() });

/** Sends a picture to the server as it is. What it really is, the server finds out by its bytes. */
export async function uploadPicture({
  owner,
  type,
  file,
}: {
  owner: ArtworkOwner;
  type: MovieArtworkType;
  file: File;
}): Promise<{ candidateId: number } | { problem: string }> {
  const { entityType, entityId } = owner;
  if (file.size === 0) return { problem: `"${file.name}" is empty.` };
  if (file.size > maxImageBytes) {
    return { problem: `"${file.name}" is larger than 30 MB. Make it smaller, and upload it again.` };
  }
  try {
    const address = `/api/${kinds[entityType]}/${entityId}/artwork?type=${type}`;
    const answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: file,
    });
    const body: unknown = await answer.json();
    if (answer.ok) return done.parse(body);
    const said = refused.safeParse(body);
    return { problem: said.success ? said.data.message : "The server refused it without saying why." };
  } catch {
    return { problem: `"${file.name}" did not reach the server. Check the connection, and try again.` };
  }
}
