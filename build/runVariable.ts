/** Names the folder that one run of tests shares, for its processes (`build/testRun.ts`). */
export const runVariable = 'YARDAM_TEST_RUN';
