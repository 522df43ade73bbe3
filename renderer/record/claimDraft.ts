/**
 * Holds a draft for this window while its form stands in it; null where another window has it. The browser itself frees
 * what a window that is gone has held.
 */
export function claimDraft(draftId: string): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    void navigator.locks.request(`yardam.draft.${draftId}`, { ifAvailable: true }, (lock) => {
      if (lock === null) resolve(null);
      else return new Promise<void>((free) => resolve(free));
    });
  });
}
