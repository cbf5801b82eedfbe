"""The parts of the What's new page: they are given values, and tell what the person did."""
