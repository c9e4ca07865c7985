/** `../../customers/messages/en.json` is the namespace `customers`, our own is `shell`. */
export function byNamespace(files: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(files).map(([path, texts]) => {
      const folder = path.split('/').at(-3) ?? '.';
      return [folder === '.' ? 'shell' : folder, texts];
    }),
  );
}
