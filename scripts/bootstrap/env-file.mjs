import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { Stop } from "./stop.mjs";

/**
 * Loads a file of settings, if it exists, into the environment; variables already set win.
 * @param {string} file
 * @param {Record<string, string | undefined>} env
 */
export function loadSettings(file, env = process.env) {
  const bytes = read(file);
  if (!bytes) return;
  for (const [name, value] of Object.entries(parseEnv(textOf(bytes, file)))) env[name] ??= value;
}

function read(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw new Stop(`${file} can't be read: ${error.message}. Make it a file that this user may read.`);
  }
}

/** As text without a byte order mark. Editors and shells on Windows write one, and UTF-16. */
function textOf(bytes, file) {
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {
    // Not in that encoding.
  }
  throw new Stop(`${file} isn't text in UTF-8. Save it as UTF-8.`);
}

function encodingOf([first, second]) {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}
