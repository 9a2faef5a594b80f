/** An app is being built, in use, or taken out of use. A removed app keeps the state it had. */
export type AppState = "draft" | "activated" | "deactivated";
