/** Text that a spreadsheet would run as a formula. */
const formula = /^[=+\-@\t\r]/;

/**
 * A line of CSV (RFC 4180) with its line end, every cell in quotes. A cell that a spreadsheet would run as a formula is
 * prefixed with an apostrophe; null is an empty cell.
 */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(text: string | null): string {
  if (text === null) return "";
  const harmless = formula.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
