/** The rules of Information's fields, fetched when they are first needed. */
export const informationSchema = () => import("@/lib/apps/information-rules").then((rules) => rules.informationInput);
