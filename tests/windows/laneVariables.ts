/** What the lane tells its part on Windows, by the environment. */
export const laneVariables = {
  /** The command line of the built program. */
  program: 'YARDAM_LANE_PROGRAM',
  /** The program that holds files open. */
  holder: 'YARDAM_LANE_HOLDER',
  /** What `tests/faults` kills, bundled. */
  victim: 'YARDAM_FAULTS_VICTIM',
} as const;
