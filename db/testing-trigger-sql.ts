/**
 * The triggers that keep polymorphic rows honest, as SQL for each engine:
 * a row for an owner that does not exist is refused, and the rows of an owner go with it.
 */

const owners = {
  movie: "movies",
  series: "series",
  season: "seasons",
  episode: "episodes",
  actor: "actors",
  collection: "collections",
  crew: "crew",
} as const;

type Owner = keyof typeof owners;

const pictures: Owner[] = ["movie", "series", "season", "episode", "actor", "collection", "crew"];
const trailers: Owner[] = ["movie", "series", "season", "episode"];

type Polymorphic = { table: string; owners: Owner[]; refuseOrphans: boolean };

/** Tables with entity_type and entity_id, in the order their rows must go: what refers to a cache row before it. */
const polymorphic: Polymorphic[] = [
  { table: "asset_candidates", owners: pictures, refuseOrphans: true },
  { table: "trailer_candidates", owners: trailers, refuseOrphans: true },
  { table: "cache_image_files", owners: pictures, refuseOrphans: true },
  { table: "cache_video_files", owners: trailers, refuseOrphans: true },
  { table: "ratings", owners: ["movie", "series", "season", "episode"], refuseOrphans: true },
  { table: "library_nfo_files", owners: ["movie", "series", "season", "episode", "collection"], refuseOrphans: true },
  { table: "review_candidates", owners: ["movie", "series"], refuseOrphans: true },
  // History is written in great numbers, always in the transaction that proves its owner: no look-up on insert.
  { table: "field_changes", owners: pictures, refuseOrphans: false },
];

/** The same for tables that came later: triggers of their own, so that the first ones stay as they were migrated. */
const later: Polymorphic[] = [
  { table: "provider_records", owners: ["movie", "series", "season", "episode"], refuseOrphans: true },
  { table: "item_events", owners: pictures, refuseOrphans: false },
];

/** Which tables a trigger clears, and how it is called. */
const cascades = [
  { tables: polymorphic, trigger: "owned_rows", function: "rows" },
  { tables: later, trigger: "told_rows", function: "told_rows" },
] as const;
type Cascade = (typeof cascades)[number];

const guarded = [...polymorphic, ...later].filter((entry) => entry.refuseOrphans);
const ownedTables = ({ tables }: Cascade, owner: Owner) => tables.filter((entry) => entry.owners.includes(owner));

function sqliteGuard(table: string, tableOwners: Owner[], event: string, name: string): string {
  const checks = tableOwners.map(
    (owner) =>
      `  SELECT RAISE(ABORT, '${table}: this ${owner} does not exist') WHERE NEW.entity_type = '${owner}' AND NOT EXISTS (SELECT 1 FROM ${owners[owner]} WHERE id = NEW.entity_id);`,
  );
  return `CREATE TRIGGER ${table}_${name} BEFORE ${event} ON ${table} BEGIN\n${checks.join("\n")}\nEND;`;
}

function sqliteCascade(cascade: Cascade, owner: Owner): string {
  const deletes = ownedTables(cascade, owner).map(
    ({ table }) => `  DELETE FROM ${table} WHERE entity_type = '${owner}' AND entity_id = OLD.id;`,
  );
  return `CREATE TRIGGER ${owners[owner]}_${cascade.trigger} AFTER DELETE ON ${owners[owner]} BEGIN\n${deletes.join("\n")}\nEND;`;
}

function sqliteTriggers(): string {
  return [
    ...guarded.flatMap((entry) => [
      sqliteGuard(entry.table, entry.owners, "INSERT", "owner_on_insert"),
      sqliteGuard(entry.table, entry.owners, "UPDATE OF entity_type, entity_id", "owner_on_update"),
    ]),
    ...cascades.flatMap((cascade) => (Object.keys(owners) as Owner[]).map((owner) => sqliteCascade(cascade, owner))),
  ].join("\n");
}

function postgresTriggers(): string {
  const branches = (Object.keys(owners) as Owner[])
    .map((owner) => `    WHEN '${owner}' THEN PERFORM 1 FROM ${owners[owner]} WHERE id = NEW.entity_id FOR KEY SHARE;`)
    .join("\n");
  const guard = `CREATE FUNCTION metarr_check_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE NEW.entity_type
${branches}
    ELSE RETURN NEW;
  END CASE;
  IF NOT FOUND THEN
    RAISE EXCEPTION '%: this % does not exist', TG_TABLE_NAME, NEW.entity_type USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NEW;
END $$;`;
  const guards = guarded.map(
    ({ table }) =>
      `CREATE TRIGGER ${table}_owner BEFORE INSERT OR UPDATE OF entity_type, entity_id ON ${table} FOR EACH ROW EXECUTE FUNCTION metarr_check_owner();`,
  );
  const clearing = cascades.flatMap((cascade) =>
    (Object.keys(owners) as Owner[]).flatMap((owner) => postgresCascade(cascade, owner)),
  );
  return [guard, ...guards, ...clearing].join("\n");
}

function postgresCascade(cascade: Cascade, owner: Owner): string[] {
  const deletes = ownedTables(cascade, owner).map(
    ({ table }) => `  DELETE FROM ${table} WHERE entity_type = '${owner}' AND entity_id = OLD.id;`,
  );
  const name = `metarr_remove_${owner}_${cascade.function}`;
  return [
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n${deletes.join("\n")}\n  RETURN OLD;\nEND $$;`,
    `CREATE TRIGGER ${owners[owner]}_${cascade.trigger} AFTER DELETE ON ${owners[owner]} FOR EACH ROW EXECUTE FUNCTION ${name}();`,
  ];
}

export const triggerSql = { sqlite: sqliteTriggers, postgres: postgresTriggers };
