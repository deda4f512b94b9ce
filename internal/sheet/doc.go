// Package sheet reads and writes spreadsheets (XLSX): exports and templates row by
// row without holding the rows, imports with a bound on what a file may unfold to.
package sheet
