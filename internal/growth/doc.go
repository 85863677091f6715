// Package growth measures, for benchmarks, how the time that reading takes grows
// with what is read.
package growth
