/** Every act that leaves a trace, each with the words that follow the person's name in the Activity list. */
export const auditActions = {
  "account.created": "created the account",
  "account.introspectionKeyRevealed": "revealed the introspection key of",
  "app.activated": "activated the app",
  "app.created": "created the app",
  "app.deactivated": "deactivated the app",
  "app.eventsTurnedOff": "turned Event subscriptions off for",
  "app.eventsTurnedOn": "turned Event subscriptions on for",
  "app.informationChanged": "changed the information of",
  "app.removed": "removed the app",
  "app.renamed": "renamed the app",
  "app.scopesAdded": "added scopes to",
  "app.scopesRemoved": "removed scopes from",
  "app.secretRegenerated": "regenerated the client secret of",
  "app.secretRevealed": "revealed the client secret of",
  "app.secretTokenRegenerated": "regenerated the secret token of",
  "app.secretTokenRevealed": "revealed the secret token of",
  "app.subscriptionRemoved": "removed an event subscription from",
  "app.subscriptionSaved": "saved an event subscription of",
  "app.testTokenIssued": "got a test token for",
  "person.invited": "invited",
  "person.invitationRevoked": "revoked the invitation of",
  "person.joined": "joined as",
  "person.signedIn": "signed in",
  "person.signedOut": "signed out",
} as const;

export type AuditAction = keyof typeof auditActions;
