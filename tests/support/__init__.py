"""Helpers of several tests and benchmarks."""
