from figures import Benchmark

BENCHMARKS: dict[str, Benchmark] = {}
