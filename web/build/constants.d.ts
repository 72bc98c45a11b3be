// What the build puts into the bundles in place of these names.

/** Site path of each wasm build's files -> bytes. */
declare const BUILD_WASM_BYTES: Record<string, number>;
/** Version of package.json. */
declare const APP_VERSION: string;
/** Release and hash of all files. */
declare const SITE_VERSION: string;
/** Site path of every file that the offline copy holds -> SHA-256 in hexadecimal. */
declare const SITE_FILES: Record<string, string>;
/** The same of files that come into the copy when they are first used. */
declare const SITE_FILES_ON_DEMAND: Record<string, string>;
