import { CommandLine } from "./command-line.tsx";

/** The commands, for the newest backup. */
export function HowToRestore({ folder, name }: { folder: string; name: string | undefined }) {
  const file = `${folder}/${name ?? "FILE"}`;
  return (
    <ol className="grid list-decimal gap-4 pl-5 text-2 text-sm marker:text-3">
      <li>Stop Metarr: its server and every worker. A restore refuses to begin while one runs.</li>
      <li className="min-w-0">
        Where Metarr is installed, or in a container with its data folder:
        <CommandLine command={`metarr restore ${file}`} />
        In a checkout:
        <CommandLine command={`npm run -s metarr -- restore ${file}`} />
      </li>
      <li>Start Metarr again. The command has said where the database that was there before is kept.</li>
    </ol>
  );
}
