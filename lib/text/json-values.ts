const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const bracket = 0x5b;
const brace = 0x7b;

/** The most fields and list items in a JSON body: more than any form or report needs, parsed in about a millisecond. */
export const maxValues = 5_000;

/**
 * Counts the fields and list items of a JSON text (an empty object or list as one) while its bytes arrive, so that too
 * many are noticed before any of it is parsed. For invalid JSON the count is meaningless.
 */
export class ValueCounter {
  #count = 0;
  #isInText = false;
  #isEscaped = false;

  /** Adds the next bytes and returns the count so far. */
  add(bytes: Uint8Array): number {
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      if (this.#isEscaped) this.#isEscaped = false;
      else if (this.#isInText) this.#readText(byte);
      else if (byte === quote) this.#isInText = true;
      else if (byte === comma || byte === bracket || byte === brace) this.#count += 1;
    }
    return this.#count;
  }

  #readText(byte: number | undefined): void {
    if (byte === backslash) this.#isEscaped = true;
    else if (byte === quote) this.#isInText = false;
  }
}
