/** A file as text, put into the code when it is built: by the rule in next.config.js, and by Vite in tests. */
declare module "*?raw" {
  const text: string;
  export default text;
}
