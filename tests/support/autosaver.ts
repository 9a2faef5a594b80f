import type pg from "pg";
import type { Visitor } from "@/tests/support/visitor";

type Values = { companyName: string; contactName: string };

/** The same value in both fields: if they differ, half a save was written. */
const both = (value: string): Values => ({ companyName: value, contactName: value });

/**
 * Someone who types into Information without pause, saved as the page saves: one save after the other, each based on
 * the previous one. A save without a response is repeated until there is one.
 */
export class Autosaver {
  /** Acknowledged saves. */
  acknowledged = 0;
  #saved: Values;
  #tried: Values;

  private constructor(
    private readonly visitor: Visitor,
    private readonly appId: string,
    before: Values,
  ) {
    this.#saved = before;
    this.#tried = before;
  }

  /** A new app of this visitor, and its first save. */
  static async begin(visitor: Visitor, name: string, before: Values): Promise<Autosaver> {
    const made = await visitor.act<{ appId: string }>("/build", "createAppAction", { name });
    if (!made.ok) throw new Error(made.message);
    const saver = new Autosaver(visitor, made.value.appId, before);
    await saver.save();
    return saver;
  }

  /**
   * Saves the next value, or again the one that got no response.
   * @throws Error if there is no response, or a refusal
   */
  async save(): Promise<void> {
    if (this.#tried.companyName === this.#saved.companyName) this.#tried = both(`Save ${this.acknowledged + 1}`);
    const change = (field: keyof Values) => ({ from: this.#saved[field], to: this.#tried[field] });
    const changes = { companyName: change("companyName"), contactName: change("contactName") };
    const input = { appId: this.appId, changes };
    const answer = await this.visitor.act<Values>(`/apps/${this.appId}/information`, "saveInformationAction", input);
    if (!answer.ok) throw new Error(`A save was refused as ${answer.code}: ${answer.message}`);
    this.#saved = this.#tried;
    this.acknowledged++;
  }

  /** What is wrong in the database: a lost save, half a save, or one without its audit entry. */
  async faults(database: pg.Pool): Promise<string[]> {
    const { rows } = await database.query<Values & { entries: string[] }>(
      `SELECT a."companyName", a."contactName",
              (SELECT coalesce(json_agg(e."after"->>'companyName' ORDER BY e."id"), '[]')
                 FROM "AuditEntry" e WHERE e."appId" = a."id" AND e."action" = 'app.informationChanged') AS "entries"
         FROM "App" a WHERE a."id" = $1`,
      [this.appId],
    );
    const [row] = rows;
    if (!row) return ["the app is gone"];
    const half = row.companyName !== row.contactName;
    const lost = ![this.#saved.companyName, this.#tried.companyName].includes(row.companyName);
    const wanted = Array.from({ length: Number(/\d+/.exec(row.companyName)?.[0]) }, (_, i) => `Save ${i + 1}`);
    return [
      ...(half ? [`half a save: ${row.companyName} beside ${row.contactName}`] : []),
      ...(lost ? [`${this.#saved.companyName} was acknowledged, ${row.companyName} is there`] : []),
      ...(wanted.join() === row.entries.join() ? [] : [`the audit of ${row.companyName} has ${row.entries.join()}`]),
    ];
  }
}
