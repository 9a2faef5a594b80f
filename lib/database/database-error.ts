/** The database cannot be used. The message is the sentence to print: what is wrong and what to do about it. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
}
