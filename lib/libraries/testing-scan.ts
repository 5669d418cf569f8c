import { openDatabase } from "#db/client.ts";
import { scanLibrary } from "./scan-library.ts";

// A process that scans, for tests that kill it: node testing-scan.ts <database as JSON> <library id>
const [target = "", libraryId = ""] = process.argv.slice(2);
const { db, close } = openDatabase(JSON.parse(target));
process.stdout.write("scanning");
await scanLibrary(db, { libraryId: Number(libraryId) });
await close();
process.exit(0);
