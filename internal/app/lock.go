package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// lockFile is what the working process holds locked. It stays when the process
// ends: removing it would let two processes hold locks on two files of one name.
const lockFile = "huotong.lock"

// errLocked is what lockExclusively answers when another process holds the lock.
var errLocked = errors.New("locked by another process")

// lock takes the data folder for this process alone and gives what lets go of it.
// A SQLite file has one working process: a second would take the running jobs of
// the first for those of a dead one and do them again. The operating system drops
// the lock when the process ends, however it ends. PostgreSQL may have several.
func (c *Config) lock() (release func(), err error) {
	if c.Postgres() {
		return func() {}, nil
	}
	if err := c.makeData(); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(c.Data, lockFile), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, &SettingError{"HUOTONG_DATA", fmt.Sprintf("the lock file in %q cannot be opened (%v)", c.Data, errors.Unwrap(err)), "choose a folder this user may write to"}
	}
	switch err := lockExclusively(f); {
	case errors.Is(err, errLocked):
		_ = f.Close()
		return nil, &SettingError{"HUOTONG_DATA", fmt.Sprintf("another huotong is working with the SQLite file in %q", c.Data), "stop that one first, or choose another folder; for several servers at once use PostgreSQL"}
	case err != nil:
		_ = f.Close()
		return nil, &SettingError{"HUOTONG_DATA", fmt.Sprintf("the folder %q cannot be locked (%v)", c.Data, err), "choose a folder on a disk of this machine"}
	}
	return func() { _ = f.Close() }, nil
}
