/**
 * A file that is dropped beside its place does nothing: the browser would open it instead of the page, and what was being
 * written there would be gone.
 */
export function keepPageOnDrop(): void {
  for (const type of ['dragover', 'drop'] as const)
    window.addEventListener(type, (event) => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'none';
    });
}
