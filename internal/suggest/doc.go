// Package suggest says what to buy and makes purchase orders of it: rules per SKU and
// warehouse, runs of the planner (package replenish) over the records of an account set,
// the suggestions of the last run, and the orders people make of them.
//
// # Runs
//
// A run is a job. It reads rules, balances, what was sold in half a year, what is on order,
// sources and offers in a handful of statements, hands one SKU at a time to
// replenish.Need, all needs together to replenish.Plan, and writes what comes of it in
// batches. People see the suggestions of the last run that ended; a run that ends
// replaces the one before. It changes nothing else, and gives the same when it is
// repeated.
//
// # Ordered once
//
// The row of suggestion_state is the lock of an account set's suggestions. Whoever makes
// orders of them holds it, finds those open that were open to him, and leaves them
// ordered. A run that was under way meanwhile does not know these orders, so it is
// begun again (generation). What was ordered elsewhere since the run, by hand or by
// another program, shows as more on order than the run saw, and such suggestions are
// refused until somebody has looked again.
//
// # History
//
// sales_history holds what was sold and moved of each SKU and warehouse, packed per day.
// A run adds the stock moves posted since the last one; moves of the last minutes may
// still be joined by some that commit late, so they are only read, and added by a later
// run.
package suggest
