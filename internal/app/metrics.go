package app

import (
	"context"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/inbox"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/open1688"
)

// watch holds what /metrics tells beside the requests. Labels are names the
// program itself knows: states, kinds of jobs, APIs of 1688. The README lists them.
type watch struct {
	calls  *prometheus.HistogramVec
	waited prometheus.Counter
	work   *prometheus.HistogramVec
	pushed *prometheus.HistogramVec
}

func newWatch() *watch {
	return &watch{
		calls: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "huotong_1688_call_duration_seconds", Help: "Time 1688 took to answer an attempt of a call, by API and result.",
			Buckets: []float64{.025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"api", "result"}),
		waited: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "huotong_1688_wait_seconds_total", Help: "Time calls waited for their turn under the rate of the app.",
		}),
		work: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "huotong_job_duration_seconds", Help: "Time an attempt of a job took, by kind and result.",
			Buckets: []float64{.01, .05, .1, .5, 1, 5, 15, 60, 300},
		}, []string{"kind", "result"}),
		pushed: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "huotong_1688_message_duration_seconds", Help: "Time to acknowledge or refuse a message that 1688 pushed, by result.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 3},
		}, []string{"result"}),
	}
}

// received notes what became of a pushed message.
func (w *watch) received(result inbox.Result, took time.Duration) {
	w.pushed.WithLabelValues(string(result)).Observe(took.Seconds())
}

// called notes an attempt of a 1688 call.
func (w *watch) called(a open1688.Attempt) {
	w.waited.Add(a.Waited.Seconds())
	result := "ok"
	switch e := a.Err; {
	case e == nil:
	case open1688.IsRateLimited(e):
		result = "throttled"
	default:
		result = string(e.Kind)
	}
	w.calls.WithLabelValues(a.Operation.String(), result).Observe(a.Took.Seconds())
}

// worked notes an attempt of a job.
func (w *watch) worked(kind string, result jobs.Result, took time.Duration) {
	w.work.WithLabelValues(kind, string(result)).Observe(took.Seconds())
}

// expose puts everything on /metrics; kinds are those of the program's jobs.
func (s *server) expose(kinds []string) {
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "huotong_build_info", Help: "Always 1; the labels name the program's version and its database.",
		ConstLabels: prometheus.Labels{"version": s.version, "database": string(s.db.Engine())},
	})
	build.Set(1)
	s.api.Metrics().MustRegister(build, s.watch.calls, s.watch.waited, s.watch.work, s.watch.pushed, &poolMetrics{s.db}, &jobMetrics{db: s.db, kinds: kinds})
}

var (
	jobsDesc = prometheus.NewDesc("huotong_jobs", "Jobs that are not over, and those that failed for good, by kind and state.", []string{"kind", "state"}, nil)
	lateDesc = prometheus.NewDesc("huotong_jobs_late_seconds", "How long the job that is due longest has waited for a worker.", nil, nil)

	poolDesc     = prometheus.NewDesc("huotong_db_connections", "Connections of this process to the database.", []string{"pool", "state"}, nil)
	poolMaxDesc  = prometheus.NewDesc("huotong_db_connections_max", "How many connections the pool may open.", []string{"pool"}, nil)
	poolWaitDesc = prometheus.NewDesc("huotong_db_wait_seconds_total", "Time spent waiting for a free connection.", []string{"pool"}, nil)
)

// jobMetrics counts the jobs in the database when asked, so that each of several
// servers tells the same.
type jobMetrics struct {
	db    *db.DB
	kinds []string
}

// countWithin bounds the counting: a slow database must not hold up the rest.
const countWithin = 5 * time.Second

// Describe names the figures.
func (m *jobMetrics) Describe(to chan<- *prometheus.Desc) { to <- jobsDesc; to <- lateDesc }

// Collect gives the figures.
func (m *jobMetrics) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), countWithin) // the registry hands over none
	defer cancel()
	counts, err := jobs.CountOpen(ctx, m.db)
	if err != nil {
		to <- prometheus.NewInvalidMetric(jobsDesc, err)
		return
	}
	type key struct {
		kind  string
		state jobs.State
	}
	sum, late := map[key]int64{}, time.Duration(0)
	for _, c := range counts {
		k := key{c.Kind, c.State}
		if !slices.Contains(m.kinds, c.Kind) { // of another version of the program
			k.kind = "other"
		}
		sum[k] += c.Jobs
		if c.State == jobs.JobQueued {
			late = max(late, m.db.Now().Sub(c.Since.Time))
		}
	}
	for k, n := range sum {
		to <- prometheus.MustNewConstMetric(jobsDesc, prometheus.GaugeValue, float64(n), k.kind, string(k.state))
	}
	to <- prometheus.MustNewConstMetric(lateDesc, prometheus.GaugeValue, late.Seconds())
}

type poolMetrics struct{ db *db.DB }

// Describe names the figures.
func (m *poolMetrics) Describe(to chan<- *prometheus.Desc) {
	to <- poolDesc
	to <- poolMaxDesc
	to <- poolWaitDesc
}

// Collect gives the figures.
func (m *poolMetrics) Collect(to chan<- prometheus.Metric) {
	for pool, st := range m.db.Pools() {
		to <- prometheus.MustNewConstMetric(poolDesc, prometheus.GaugeValue, float64(st.InUse), pool, "in_use")
		to <- prometheus.MustNewConstMetric(poolDesc, prometheus.GaugeValue, float64(st.Idle), pool, "idle")
		to <- prometheus.MustNewConstMetric(poolMaxDesc, prometheus.GaugeValue, float64(st.MaxOpenConnections), pool)
		to <- prometheus.MustNewConstMetric(poolWaitDesc, prometheus.CounterValue, st.WaitDuration.Seconds(), pool)
	}
}
