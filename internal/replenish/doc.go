// Package replenish says what to buy: how much of each SKU a warehouse needs and
// when (Need), and how much of it to order from whom on 1688 (Plan).
//
// Both are pure functions of what they are given: no database, no clock, no
// chance. The same input gives the same answer on every machine, in whatever
// order its lists come; and once what they say is counted as coming, they have
// nothing more to say. Purchasing reads the records, calls them, and keeps the
// answers.
//
// Days are whole numbers counted from the day of the run, which is 0. A day's
// demand leaves the stock during it; what arrives on a day can be sold on it.
// Quantities are in base units unless a comment says sale units, the whole units
// in which a 1688 offer is sold and priced.
//
// Every answer carries the figures it was made from, and a Reason, also when
// nothing is to be bought. docs/dev/replenishment.md has the formulas and says
// why each choice was made.
package replenish
