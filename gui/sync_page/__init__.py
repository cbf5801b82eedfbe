"""The parts of the Sync page, one file each: they are given values, and tell what the person did."""
