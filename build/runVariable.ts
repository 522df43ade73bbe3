/** Names the folder that one run of tests shares, for its processes (`build/testRun.ts`). */
export const runVariable = 'YARDAM_TEST_RUN';

/** Names what runs the built program instead of this Node, for a lane of another system (`tests/windows`). */
export const runtimeVariable = 'YARDAM_TEST_RUNTIME';

/** In that folder: what ships, without the records that ship, so that a journal begins with what a test does. */
export const blankResources = 'blankResources';
