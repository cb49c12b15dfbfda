"""Breaks one rule at a time and asks the tests whether they notice."""
