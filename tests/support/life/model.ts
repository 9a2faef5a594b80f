import { builtInRoles, type Rights } from "@/lib/rights/privileges";

// A second, as simple as possible model of what happens to apps, to compare the product with.

/** Scopes of every level, with the privilege each requires, as in the catalog. */
export const scopeNeeds = {
  "user:read:user": ["S2S apps", "edit"],
  "meeting:read:meeting:admin": ["Meetings", "view"],
  "meeting:write:meeting:admin": ["Meetings", "edit"],
  "user:read:user:admin": ["Users", "view"],
  "user:read:user:master": ["Master", "edit"],
} as const;

export type ScopeId = keyof typeof scopeNeeds;
export type RoleName = "owner" | "admin" | "developer" | "member" | "custom";
type Overlap = "now" | "day";

/** People 0 to 2 are affected by everything; 3 is the account owner who does it. */
export const keeper = 3;

type Person = { role: RoleName; active: boolean };

type App = {
  owner: number;
  state: "draft" | "activated" | "deactivated";
  wasActive: boolean;
  removed: boolean;
  epoch: number;
  scopes: Set<ScopeId>;
  lost: Set<ScopeId>;
  offeredTo: number | null;
  /** Numbers of the current client secret and of the oldest one that still works. */
  secret: number;
  oldestSecret: number;
};

type Token = { app: number; epoch: number; secret: number; scopes: Set<ScopeId> };

export type World = { people: Person[]; custom: Rights; apps: App[]; tokens: Token[] };

export type Step =
  | { do: "create"; person: number }
  | { do: "addScope" | "removeScope"; app: number; scope: ScopeId }
  | { do: "activate" | "deactivate" | "token" | "cancel" | "remove" | "restore" | "restoreScopes"; app: number }
  | { do: "takeOver"; app: number; overlap: Overlap }
  | { do: "offer"; app: number; person: number }
  | { do: "accept"; app: number; person: number; overlap: Overlap }
  | { do: "changeRole"; person: number; role: RoleName }
  | { do: "editRole"; rights: Rights }
  | { do: "deactivatePerson" | "reactivatePerson"; person: number };

export const newWorld = (custom: Rights): World => ({
  people: [
    { role: "admin", active: true },
    { role: "developer", active: true },
    { role: "custom", active: true },
    { role: "owner", active: true },
  ],
  custom,
  apps: [],
  tokens: [],
});

const rightsOf = (world: World, person: number): Rights => {
  const { role } = world.people[person] as Person;
  return role === "custom" ? world.custom : builtInRoles[role].rights;
};

const has = (rights: Rights, [privilege, access]: readonly [string, string]): boolean =>
  rights[privilege] === "edit" || rights[privilege] === access;

const grants = (world: World, person: number, scope: ScopeId): boolean =>
  has(rightsOf(world, person), scopeNeeds[scope]);

/** The scopes an app would lose with this person as its owner. */
export const lostUnder = (world: World, app: App, person: number): ScopeId[] =>
  [...app.scopes].filter((scope) => !grants(world, person, scope));

const mayBuild = (world: World, person: number): boolean =>
  world.people[person]?.active === true && has(rightsOf(world, person), ["S2S apps", "edit"]);

function switchOff(app: App): void {
  if (app.state === "activated") app.state = "deactivated";
  app.epoch += 1;
}

function stripFor(world: World, app: App, person: number): void {
  const gone = lostUnder(world, app, person);
  for (const scope of gone) {
    app.scopes.delete(scope);
    app.lost.add(scope);
  }
  if (gone.length > 0 && app.scopes.size === 0 && app.state === "activated") switchOff(app);
}

function stripAll(world: World, isConcerned: (app: App) => boolean): void {
  for (const app of world.apps) if (isConcerned(app)) stripFor(world, app, app.owner);
}

function handOver(world: World, app: App, person: number, overlap: Overlap): void {
  stripFor(world, app, person);
  Object.assign(app, { owner: person, offeredTo: null, secret: app.secret + 1 });
  if (overlap === "now") app.oldestSecret = app.secret;
}

/** The scopes of a token that are still in effect; none: it is inactive. */
export function effective(world: World, token: Token): ScopeId[] {
  const app = world.apps[token.app] as App;
  const lives =
    !app.removed &&
    app.state === "activated" &&
    app.epoch === token.epoch &&
    token.secret >= app.oldestSecret &&
    world.people[app.owner]?.active === true;
  return lives ? [...token.scopes].filter((scope) => app.scopes.has(scope)).sort() : [];
}

/** Takes a step if it is allowed, and returns whether it was. A step about a missing app is not taken. */
export function take(world: World, step: Step): boolean {
  if ("app" in step) {
    const app = world.apps[step.app];
    return app !== undefined && takeWithApp(world, app, step);
  }
  switch (step.do) {
    case "create":
      if (!mayBuild(world, step.person)) return false;
      world.apps.push(newApp(step.person));
      return true;
    case "changeRole":
      (world.people[step.person] as Person).role = step.role;
      stripAll(world, (app) => app.owner === step.person);
      return true;
    case "editRole":
      world.custom = step.rights;
      stripAll(world, (app) => world.people[app.owner]?.role === "custom");
      return true;
    default:
      (world.people[step.person] as Person).active = step.do === "reactivatePerson";
      return true;
  }
}

const newApp = (owner: number): App => ({
  owner,
  state: "draft",
  wasActive: false,
  removed: false,
  epoch: 0,
  scopes: new Set(),
  lost: new Set(),
  offeredTo: null,
  secret: 0,
  oldestSecret: 0,
});

type AppStep = Extract<Step, { app: number }>;

type Handlers = { [Do in AppStep["do"]]: (world: World, app: App, step: AppStep & { do: Do }) => boolean };

const takeWithApp = (world: World, app: App, step: AppStep): boolean => {
  if (app.removed && step.do !== "restore") return false;
  return (handlers[step.do] as (world: World, app: App, step: AppStep) => boolean)(world, app, step);
};

const handlers: Handlers = {
  addScope(world, app, { scope }) {
    if (!app.scopes.has(scope) && !grants(world, app.owner, scope)) return false;
    app.scopes.add(scope);
    app.lost.delete(scope);
    return true;
  },
  removeScope(_world, app, { scope }) {
    if (app.state === "activated" && app.scopes.size === 1 && app.scopes.has(scope)) return false;
    app.scopes.delete(scope);
    return true;
  },
  activate(world, app) {
    if (app.state === "activated") return true;
    if (app.scopes.size === 0 || !world.people[app.owner]?.active) return false;
    Object.assign(app, { state: "activated", wasActive: true });
    return true;
  },
  deactivate(_world, app) {
    if (app.state === "activated") switchOff(app);
    return true;
  },
  token(world, app, step) {
    const { epoch, secret, scopes } = app;
    if (app.state !== "activated" || !world.people[app.owner]?.active || scopes.size === 0) return false;
    world.tokens.push({ app: step.app, epoch, secret, scopes: new Set(scopes) });
    return true;
  },
  offer(world, app, { person }) {
    if (app.offeredTo !== null || app.owner === person || !world.people[person]?.active) return false;
    app.offeredTo = person;
    return true;
  },
  cancel(_world, app) {
    if (app.offeredTo === null) return false;
    app.offeredTo = null;
    return true;
  },
  accept(world, app, { person, overlap }) {
    if (app.offeredTo !== person || !mayBuild(world, person)) return false;
    handOver(world, app, person, overlap);
    return true;
  },
  takeOver(world, app, { overlap }) {
    if (app.owner === keeper) return false;
    handOver(world, app, keeper, overlap);
    return true;
  },
  remove(_world, app) {
    switchOff(app);
    app.removed = true;
    return true;
  },
  restore(_world, app) {
    if (app.removed) Object.assign(app, { removed: false, state: app.wasActive ? "deactivated" : "draft" });
    return true;
  },
  restoreScopes(world, app) {
    const back = [...app.lost].filter((scope) => grants(world, app.owner, scope));
    if (app.lost.size > 0 && back.length === 0) return false;
    for (const scope of back) {
      app.lost.delete(scope);
      app.scopes.add(scope);
    }
    return true;
  },
};
