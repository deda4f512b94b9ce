package jobs

import "time"

func init() {
	beatEvery, deadAfter = 200*time.Millisecond, 2*time.Second
}
