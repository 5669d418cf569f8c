import { sql } from "drizzle-orm";
import { movies } from "#db/schema/index.ts";

/** A change by which nothing that is published changes: what was up to date stays so under the new version. */
export const nextVersion = {
  version: sql`${movies.version} + 1`,
  publishedVersion: sql`case when ${movies.publishedVersion} = ${movies.version}
    then ${movies.version} + 1 else ${movies.publishedVersion} end`,
};
