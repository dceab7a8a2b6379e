"""Short runs of the benchmarks, as tests."""
