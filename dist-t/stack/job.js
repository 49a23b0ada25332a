/** Exit codes of the supervisor besides 0. */
export const supervisorExit = {
    /** Another supervisor has the data directory. */
    occupied: 75,
};
//# sourceMappingURL=job.js.map