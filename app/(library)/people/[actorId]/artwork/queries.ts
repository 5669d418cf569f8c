import { notFound } from "next/navigation";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listPersonArtwork } from "#lib/artwork/portrait-offers.ts";
import { toShownArtwork } from "../../../_components/artwork/shown-artwork.ts";
import { findPerson } from "../queries.ts";

/** The portraits that are offered of a person. The 404 page when there is nobody. */
export async function getPersonArtwork(actorId: number) {
  await requireUser();
  const { actor, mayEdit } = (await findPerson(actorId)) ?? notFound();
  const portraits = await listPersonArtwork(getDb(), actorId);
  const { types, candidates } = toShownArtwork([portraits], portraits.type, { mayEdit });
  const [type] = types;
  return type ? { name: actor.name, mayEdit, type, candidates } : notFound();
}
