import { registerHooks } from "node:module";

/**
 * Given to Node with `--import`, where a process starts often or somebody waits for it. To tell what kind of module a
 * file is, Node 24 reads its package's description anew for every import inside the package, and drizzle-orm's is 180 KB
 * long: its 600 imports took 1 s of each start (docs/decisions/0006). Relative imports
 * between its `.js` files are plain modules, so nothing has to be read.
 */
registerHooks({
  resolve(specifier, context, next) {
    const { parentURL } = context;
    const isInside = parentURL?.includes("/node_modules/drizzle-orm/") && parentURL.endsWith(".js");
    if (!isInside || !/^\.\.?\/.*\.js$/.test(specifier)) return next(specifier, context);
    return { url: new URL(specifier, parentURL).href, format: "module", shortCircuit: true };
  },
});
