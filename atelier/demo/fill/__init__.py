"""Believable Dutch data of any size by bulk writes, for benchmarks and load tests (`manage.py fill`).

The same seed on the same portal gives the same data. Nothing is mailed, nothing is read back row by row.
"""
