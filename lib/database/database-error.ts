/** The database cannot be used. The message is printed as is: what is wrong and what to do about it. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
}
