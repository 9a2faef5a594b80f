/** The validation rules of Information's fields, loaded when first needed. */
export const informationSchema = () => import("@/lib/apps/information-rules").then((rules) => rules.informationInput);
