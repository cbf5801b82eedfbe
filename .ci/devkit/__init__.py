"""The workshop behind `dev.py`: standard library only, never part of Appvett itself.

Order, low to high: `console` < `lockfile`, `debian`, `stamps` < `environment` < `catalogue`, `checks`,
`relock`, `bundle` < `verbs`.
"""
