"""Sessions by the host, alone and beside many others: `python -m benchmarks.readers`."""
