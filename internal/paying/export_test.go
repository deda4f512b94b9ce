package paying

// Sweep is the job that tries again what is held.
type Sweep = sweepArgs
