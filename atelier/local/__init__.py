"""The portal on one machine: embedded PostgreSQL and broker, and the supervisor behind ./run and ./test.

Standard library only, except where a module says otherwise; no app imports it.
"""
