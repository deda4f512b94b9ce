package jobs

import "time"

func init() {
	beatEvery, deadAfter = 200*time.Millisecond, 10*time.Second // a busy machine stands still for some seconds
}
