import { notFound } from "next/navigation";
import { readNumber } from "../../_components/read-number.ts";

export type ActorParams = { params: Promise<{ actorId: string }> };

/** The id in the address; undefined for what nobody can have. */
export async function findActorId(params: ActorParams["params"]): Promise<number | undefined> {
  return readNumber((await params).actorId);
}

/** The id in the address; the 404 page for what nobody can have. */
export async function readActorId(params: ActorParams["params"]): Promise<number> {
  return (await findActorId(params)) ?? notFound();
}
