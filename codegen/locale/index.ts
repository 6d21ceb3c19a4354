/** Doc comments in another language, from gettext translations of the class reference. */
export { readCatalog, type Catalog } from "./catalog.js";
export { localize, type LocaleCoverage, type LocalizedApi } from "./localize.js";
