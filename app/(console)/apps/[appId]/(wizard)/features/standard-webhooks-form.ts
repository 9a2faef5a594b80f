/** The secret token as Standard Webhooks libraries expect it: `whsec_` and the base64 of its UTF-8 bytes. */
export function standardWebhooksForm(secretToken: string): string {
  return `whsec_${btoa(String.fromCharCode(...new TextEncoder().encode(secretToken)))}`;
}
