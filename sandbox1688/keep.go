package sandbox1688

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

// keepEvery is how long a change may be in memory only. A state that takes long to
// write is written less often, so that writing never takes more than a tenth of the
// time.
const keepEvery = time.Second

// StateError says why a state file cannot be used and how to mend it, in one line.
type StateError struct {
	File, Problem, Mend string
	Err                 error
}

// Error implements error.
func (e *StateError) Error() string {
	return fmt.Sprintf("state of the 1688 sandbox %s: %s; %s", e.File, e.Problem, e.Mend)
}

// Unwrap gives the cause.
func (e *StateError) Unwrap() error { return e.Err }

// Open starts a sandbox that keeps its state in a file: when there is one, the
// sandbox goes on where it stopped, with the file's content in place of cfg.Seed and
// cfg.Switches. Changes are written within a second or so and by Close; each write
// replaces the file at once, so that a crash leaves a whole one. A file that cannot
// be read or written is a *StateError. A file serves one sandbox at a time.
func Open(cfg Config, file string) (*Server, error) {
	return open(cfg, file, keepEvery)
}

func open(cfg Config, file string, every time.Duration) (*Server, error) {
	s := New(cfg)
	k := &keeper{s: s, file: file, every: every}
	if err := k.load(); err != nil {
		return nil, err
	}
	s.touched = true // shows now whether the file can be written
	if err := k.keep(); err != nil {
		return nil, err
	}
	s.keeper = k
	k.loop.Go(k.run)
	return s, nil
}

// keeper writes the state to its file.
type keeper struct {
	s     *Server
	file  string
	every time.Duration
	loop  sync.WaitGroup

	mu      sync.Mutex // held while writing
	written [sha256.Size]byte
}

func (k *keeper) load() error {
	raw, err := os.ReadFile(k.file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return &StateError{k.file, "it cannot be read (" + cause(err) + ")", "let this user read it, or name another file", err}
	}
	if err := k.s.Load(bytes.NewReader(raw)); err != nil {
		return &StateError{k.file, err.Error(), "put back a good copy, or move the file away to start anew", err}
	}
	return nil
}

// run writes what changed until the server is closed.
func (k *keeper) run() {
	wait, problem := k.every, ""
	for {
		select {
		case <-k.s.done:
			return
		case <-time.After(wait):
		}
		started := time.Now()
		err := k.keep()
		wait = max(k.every, 9*time.Since(started))
		if err == nil {
			problem = ""
		} else if problem != err.Error() { // once, not each second
			problem = err.Error()
			k.s.log.Error("the state is not kept", slog.String("err", problem))
		}
	}
}

// keep writes the state when it is another than the one written last.
func (k *keeper) keep() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.s.mu.Lock()
	if !k.s.touched {
		k.s.mu.Unlock()
		return nil
	}
	k.s.touched = false
	saved := k.s.saved()
	k.s.mu.Unlock()
	err := k.write(saved)
	if err != nil {
		k.s.mu.Lock()
		k.s.touched = true
		k.s.mu.Unlock()
	}
	return err
}

func (k *keeper) write(saved *savedState) error {
	out, err := encodeJSON(saved)
	if err != nil {
		return &StateError{k.file, err.Error(), "reset the sandbox", err}
	}
	out = append(out, '\n')
	sum := sha256.Sum256(out)
	if sum == k.written {
		return nil
	}
	if err := replaceFile(k.file, out); err != nil {
		return &StateError{k.file, "it cannot be written (" + cause(err) + ")", "choose a file in a folder this user may write to, on a disk with room", err}
	}
	k.written = sum
	return nil
}

// replaceFile puts the content in place of a file at once: whoever reads it, also
// after a crash, finds the former content or the new one.
func replaceFile(file string, content []byte) error {
	next := file + ".tmp"                                                  // always the same, so that crashes do not heap them up
	f, err := os.OpenFile(next, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600) //nolint:gosec // the file whoever starts the sandbox named
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync() // before the rename, or a power cut could leave an empty file under the name
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(next, file); err != nil {
		return err
	}
	if dir, err := os.Open(filepath.Dir(file)); err == nil {
		_ = dir.Sync() // not every system can; the rename itself is done
		_ = dir.Close()
	}
	return nil
}

// cause is what the system says, without the path, which the sentence has already.
func cause(err error) string {
	if no, ok := errors.AsType[syscall.Errno](err); ok {
		return no.Error()
	}
	return err.Error()
}
