import type pg from "pg";
import { randomId } from "@/lib/crypto";

/** Words to search for: in every third name, in every tenth, in the 30 oldest apps only, and in none. */
export const words = { frequent: "Harbour", common: "Lantern", rare: "Zeppelin", none: "Quixotry" };

/**
 * Fills an account with apps, set-based (about 5,000 per second). Each owner has 25 apps or more, there are at most 100
 * owners, and statuses are evenly distributed. The apps can be listed but not used: they have no credentials.
 */
export async function fillAccount(pool: pg.Pool, accountId: string, apps: number): Promise<void> {
  const fill = randomId();
  const people = Math.min(100, Math.ceil(apps / 25));
  await pool.query(insertPeople, [accountId, fill, people]);
  await pool.query(insertApps, [accountId, fill, people, apps]);
  // Autovacuum would do this by itself some time after so many rows.
  await pool.query(`VACUUM ANALYZE "App"`);
}

const insertPeople = `
  INSERT INTO "User" ("id", "accountId", "roleId", "email", "name")
  SELECT $2 || '-' || n, $1, r."id", lower($2) || '-' || n || '@example.com',
         (array['Ada','Bruno','Chidi','Dilan','Emi','Farah','Goran','Hana','Ines','Jomo'])[1 + n % 10] || ' ' ||
         (array['Adeyemi','Berg','Costa','Dvorak','Eriksen','Fontaine','Gupta','Hoang','Ito','Jensen'])[1 + n / 10 % 10]
    FROM generate_series(0, $3::int - 1) AS n, "Role" r
   WHERE r."accountId" = $1 AND r."kind" = 'developer'`;

// The multipliers are primes, so that values aren't in the order in which the apps are created.
const insertApps = `
  INSERT INTO "App" ("id", "accountId", "ownerId", "name", "state", "clientId", "companyName",
                     "secretTokenSealed", "createdAt", "updatedAt", "activatedAt", "deactivatedAt", "lastTokenAt")
  SELECT $2 || '-' || n, $1, u."id", made."name", made."state",
         substr(md5($2 || n), 1, 22), 'Example', '',
         now() - n * interval '1 minute', now() - n * 7919::bigint % $4 * interval '1 minute',
         CASE WHEN made."state" <> 'draft' THEN now() END, CASE WHEN made."state" = 'deactivated' THEN now() END,
         CASE WHEN n % 3 <> 0 THEN now() - n * 104729::bigint % $4 * interval '1 minute' END
    FROM generate_series(1, $4::int) AS n
   CROSS JOIN LATERAL (
         SELECT CASE WHEN n % 3 = 0 THEN 'Harbour'
                     ELSE (array['Crane','Tide','Berth','Pilot','Cargo','Customs','Radar'])[1 + n * 7919::bigint % 7] END
                || ' ' || (array['reports','sync','export','alerts','archive','directory','backup'])[1 + n * 31::bigint % 7]
                || CASE WHEN n % 10 = 7 THEN ' Lantern' ELSE '' END
                || CASE WHEN n > $4 - 30 THEN ' Zeppelin' ELSE '' END || ' ' || n AS "name",
                (array['draft', 'activated', 'deactivated']::"AppState"[])[1 + n / 3 % 3] AS "state"
         ) AS made
    JOIN "User" u ON u."id" = $2 || '-' || n * 15485863::bigint % $3::int`;
